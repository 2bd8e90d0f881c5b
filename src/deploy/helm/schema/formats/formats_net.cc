#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "deploy/helm/schema/formats/formats.h"
#include "gotemplate/sprig/ip_address.h"
#include "gotemplate/sprig/urls/url_parts.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::helm {
namespace {

using gotemplate::quoted;
using gotemplate::quoted_rune;
using gotemplate::Rune;
using gotemplate::rune_at;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char32_t c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
int hex_value(char c) {
  if (is_digit(static_cast<unsigned char>(c))) return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/// Go's url.Parse, and what it leaves out.
std::optional<gotemplate::UrlParts> url_of(std::string_view text, std::string& error) {
  auto url = gotemplate::url_parts(text, error);
  if (!url) return url;
  const std::string_view host = url->host_name();
  if (!contains(host, ":")) return url;
  if (!contains(url->host.meant, "[") || !contains(url->host.meant, "]")) {
    error = "ipv6 address not enclosed in brackets";
  } else if (std::string wrong = ipv6_refusal(host); !wrong.empty()) {
    error = "invalid ipv6 address: " + wrong;
  } else {
    return url;
  }
  return std::nullopt;
}

std::string local_refusal(std::string_view local) {
  if (local.size() > 64) return "local part more than 64 characters long";
  if (local.size() > 1 && local[0] == '"') {
    const std::string_view inner = local.substr(1, local.size() - 2);
    return inner.find_first_of("\\\"") == inner.npos
               ? ""
               : "backslash and quote are not allowed within quoted local part";
  }
  if (local.starts_with('.')) return "starts with dot";
  if (local.ends_with('.')) return "ends with dot";
  if (contains(local, "..")) return "consecutive dots";
  for (std::size_t at = 0; at < local.size();) {
    const Rune rune = rune_at(local, at);
    const bool good =
        is_alphanumeric(rune.value) ||
        (rune.size == 1 && !rune.is_bad() && contains(".!#$%&'*+-/=?^_`{|}~", local.substr(at, 1)));
    if (!good) return "invalid character " + quoted_rune(rune.value);
    at += rune.size;
  }
  return "";
}

std::string braces_refusal(std::string_view text) {
  bool open = false;
  for (const char c : text) {
    if (c != '{' && c != '}') continue;
    if ((c == '{') == open) return "nested curly braces";
    open = !open;
  }
  return open ? "no matching closing brace" : "";
}

}  // namespace

std::string ipv4_refusal(std::string_view text) {
  const auto groups = split(text, '.');
  if (groups.size() != 4) return "expected four decimals";
  for (const std::string_view group : groups) {
    if (group.size() > 1 && group[0] == '0') return "leading zeros";
    std::string_view digits = group;
    if (digits.starts_with('-') || digits.starts_with('+')) digits.remove_prefix(1);
    const auto wrong = [&](std::string_view why) {
      return fmt::format("strconv.Atoi: parsing {}: {}", quoted(group), why);
    };
    if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
      return wrong("invalid syntax");
    std::int64_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc()) return wrong("value out of range");
    if (number > 255 || (number != 0 && group[0] == '-'))
      return "decimal must be between 0 and 255";
  }
  return "";
}

std::string ipv6_refusal(std::string_view text) {
  if (!contains(text, ":")) return "missing colon";
  const gotemplate::IpAddress address = gotemplate::ip_address(text);
  if (!address.error.empty()) return address.error;
  return address.has_zone ? "zone id is not a part of ipv6 address" : "";
}

std::string hostname_refusal(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.size() > 253) return "more than 253 characters long";
  for (const std::string_view label : split(text, '.')) {
    if (label.empty() || label.size() > 63) return "label must be 1 to 63 characters long";
    if (label.starts_with('-')) return "label starts with hyphen";
    if (label.ends_with('-')) return "label ends with hyphen";
    for (std::size_t at = 0; at < label.size();) {
      const Rune rune = rune_at(label, at);
      if (!is_alphanumeric(rune.value) && rune.value != '-')
        return "invalid character " + quoted_rune(rune.value);
      at += rune.size;
    }
  }
  return "";
}

std::string email_refusal(std::string_view text) {
  if (text.size() > 254) return "more than 255 characters long";
  const std::size_t at = text.rfind('@');
  if (at == text.npos) return "missing @";
  if (std::string wrong = local_refusal(text.substr(0, at)); !wrong.empty()) return wrong;
  std::string_view domain = text.substr(at + 1);
  if (!domain.starts_with('[') || !domain.ends_with(']')) {
    const std::string wrong = hostname_refusal(domain);
    return wrong.empty() ? wrong : "invalid domain: " + wrong;
  }
  domain = domain.substr(1, domain.size() - 2);
  const bool is_v6 = domain.starts_with("IPv6:");
  const std::string wrong = is_v6 ? ipv6_refusal(domain.substr(5)) : ipv4_refusal(domain);
  return wrong.empty() ? wrong : fmt::format("invalid ipv{} address: {}", is_v6 ? 6 : 4, wrong);
}

std::string uri_refusal(std::string_view text) {
  std::string error;
  const auto url = url_of(text, error);
  if (!url) return error;
  return url->scheme.meant.empty() ? "relative url" : "";
}

std::string uri_reference_refusal(std::string_view text) {
  if (contains(text, "\\")) return "contains \\";
  std::string error;
  url_of(text, error);
  return error;
}

std::string uri_template_refusal(std::string_view text) {
  std::string error;
  const auto url = url_of(text, error);
  if (!url) return error;
  // Go keeps the path as it is written only where it would write it otherwise.
  std::string usual;
  for (const char c : url->path.meant) {
    const auto byte = static_cast<unsigned char>(c);
    if (gotemplate::is_escaped(byte, gotemplate::UrlPlace::path))
      usual += fmt::format("%{:02X}", byte);
    else
      usual += c;
  }
  if (url->path.written == usual) return "";
  for (const std::string_view part : split(url->path.written, '/')) {
    std::string made;
    if (!url_unescaped(part, made, error)) return "percent decode failed: " + error;
    if (std::string wrong = braces_refusal(made); !wrong.empty()) return wrong;
  }
  return "";
}

bool url_unescaped(std::string_view text, std::string& made, std::string& error) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      made += text[at];
      continue;
    }
    const std::string_view escape = text.substr(at, 3);
    if (escape.size() < 3 || hex_value(escape[1]) < 0 || hex_value(escape[2]) < 0) {
      error = fmt::format("invalid URL escape {}", quoted(escape));
      return false;
    }
    made += static_cast<char>(hex_value(escape[1]) * 16 + hex_value(escape[2]));
    at += 2;
  }
  return true;
}

}  // namespace fairlead::helm
