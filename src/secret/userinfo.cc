#include "secret/userinfo.h"

#include <algorithm>

#include "address/url_text.h"
#include "base/text.h"

namespace fairlead {

std::size_t user_end(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at == text.npos ? text.rfind("%40") : at;
}

std::size_t encoded_colon(std::string_view text, std::size_t& size) {
  size = 3;
  const std::size_t colon = text.find(':');
  const std::size_t encoded = std::min(text.find("%3A"), text.find("%3a"));
  if (encoded < colon) return encoded;
  size = 1;
  return colon;
}

std::size_t slashes_size(std::string_view text) {
  std::size_t at = 0;
  for (;;) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with('/') || rest.starts_with('\\'))
      ++at;
    else if (rest.starts_with("%2F") || rest.starts_with("%2f"))
      at += 3;
    else
      return at;
  }
}

bool ends_with_scheme(std::string_view text) {
  constexpr std::size_t longest = 32;
  const std::size_t from = text.size() > longest ? text.size() - longest : 0;
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           contains("+.-", std::string_view(&c, 1));
  };
  std::size_t begin = text.size();
  while (begin > from && in_name(text[begin - 1])) --begin;
  return begin < text.size() && redis::scheme_named(text.substr(begin)).has_value();
}

bool may_log_in(std::string_view text) {
  if (contains(text, "://") || contains(text, "%40")) return true;
  const std::size_t end = text.rfind('@');
  for (std::size_t at = text.find(':'); end != text.npos && at < end; at = text.find(':', at + 1)) {
    if (ends_with_scheme(text.substr(0, at))) return true;
  }
  return false;
}

}  // namespace fairlead
