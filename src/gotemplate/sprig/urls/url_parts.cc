#include "gotemplate/sprig/urls/url_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "gotemplate/sprig/ip_address.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The value of a hexadecimal digit; -1 for another character.
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::optional<std::string> unescaped(std::string_view text, UrlPlace place, std::string& error) {
  std::string made;
  const bool in_host = place == UrlPlace::host || place == UrlPlace::zone;
  const auto bad = [&](std::string_view escape) {
    error = fmt::format("invalid URL escape {}", quoted(escape));
    return std::nullopt;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte != '%') {
      if (in_host && byte < 0x80 && is_escaped(byte, place)) {
        error = fmt::format("invalid character {} in host name", quoted(text.substr(at, 1)));
        return std::nullopt;
      }
      made += text[at];
      continue;
    }
    const std::string_view escape = text.substr(at, 3);
    if (escape.size() < 3 || hex_value(escape[1]) < 0 || hex_value(escape[2]) < 0)
      return bad(escape);
    const int value = hex_value(escape[1]) * 16 + hex_value(escape[2]);
    if (place == UrlPlace::host && value < 0x80 && escape != "%25") return bad(escape);
    if (place == UrlPlace::zone && escape != "%25" && value != ' ' &&
        is_escaped(static_cast<unsigned char>(value), UrlPlace::host))
      return bad(escape);
    made += static_cast<char>(value);
    at += 2;
  }
  return made;
}

std::string escaped(std::string_view text, UrlPlace place) {
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_escaped(byte, place))
      made += fmt::format("%{:02X}", byte);
    else
      made += c;
  }
  return made;
}

bool is_port(std::string_view text) {
  return text.empty() || (text[0] == ':' && std::ranges::all_of(text.substr(1), is_digit));
}

/// Whether it may stand in brackets; `error` says why not.
bool is_address(std::string_view text, std::string& error) {
  const IpAddress address = ip_address(text);
  if (!address.error.empty())
    error = "invalid host: " + address.error;
  else if (address.is_v4)
    error = "invalid IP-literal";
  return address.error.empty() && !address.is_v4;
}

class Parser {
 public:
  Parser(std::string_view text, std::string& error) : text_(text), error_(error) {}

  std::optional<UrlParts> parse() {
    const std::string_view plain = text_.substr(0, text_.find('#'));
    if (!read(plain)) return wrong(plain);
    if (plain.size() == text_.size()) return std::move(url_);
    const std::string_view fragment = text_.substr(plain.size() + 1);
    return set(url_.fragment, fragment, UrlPlace::fragment) ? std::optional(std::move(url_))
                                                            : wrong(text_);
  }

 private:
  std::nullopt_t wrong(std::string_view what) {
    error_ = fmt::format("parse {}: {}", quoted(what), error_);
    return std::nullopt;
  }

  bool fail(std::string message) {
    error_ = std::move(message);
    return false;
  }

  bool set(UrlPart& part, std::string_view written, UrlPlace place) {
    auto meant = unescaped(written, place, error_);
    if (!meant) return false;
    part = {written, std::move(*meant)};
    return true;
  }

  bool read(std::string_view rest) {
    const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
    if (std::ranges::any_of(rest, is_control))
      return fail("net/url: invalid control character in URL");
    if (rest == "*") return set(url_.path, rest, UrlPlace::path);
    if (!take_scheme(rest)) return false;
    const std::size_t query = std::min(rest.find('?'), rest.size());
    if (query < rest.size())
      url_.query = {rest.substr(query + 1), std::string(rest.substr(query + 1))};
    rest = rest.substr(0, query);
    if (!rest.starts_with('/')) {
      if (!url_.scheme.written.empty()) {
        url_.opaque = {rest, std::string(rest)};
        return true;
      }
      if (rest.substr(0, rest.find('/')).find(':') != rest.npos)
        return fail("first path segment in URL cannot contain colon");
    }
    const bool has_host = !url_.scheme.written.empty() || !rest.starts_with("///");
    if (has_host && rest.starts_with("//")) {
      const std::size_t end = std::min(rest.find('/', 2), rest.size());
      if (!authority(rest.substr(2, end - 2))) return false;
      rest = rest.substr(end);
    }
    return set(url_.path, rest, UrlPlace::path);
  }

  bool take_scheme(std::string_view& rest) {
    for (std::size_t i = 0; i < rest.size(); ++i) {
      const char c = rest[i];
      if (is_letter(c)) continue;
      if (c == ':' && i == 0) return fail("missing protocol scheme");
      if (c == ':') {
        std::string small(rest.substr(0, i));
        for (char& letter : small) {
          if (is_letter(letter)) letter |= 0x20;
        }
        url_.scheme = {rest.substr(0, i), std::move(small)};
        rest = rest.substr(i + 1);
        return true;
      }
      if (i == 0 || !(is_digit(c) || c == '+' || c == '-' || c == '.')) return true;
    }
    return true;
  }

  bool authority(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (!host(at == text.npos ? text : text.substr(at + 1))) return false;
    return at == text.npos || user(text.substr(0, at));
  }

  bool user(std::string_view text) {
    const auto fits = [](char c) {
      return is_letter(c) || is_digit(c) ||
             std::string_view("-._:~!$&'()*+,;=%@").find(c) != std::string_view::npos;
    };
    if (!std::ranges::all_of(text, fits)) return fail("net/url: invalid userinfo");
    const std::size_t colon = text.find(':');
    const auto name = unescaped(text.substr(0, colon), UrlPlace::user, error_);
    if (!name) return false;
    std::string meant = escaped(*name, UrlPlace::user);
    if (colon != text.npos) {
      const auto password = unescaped(text.substr(colon + 1), UrlPlace::user, error_);
      if (!password) return false;
      meant += ":" + escaped(*password, UrlPlace::user);
    }
    url_.user = {text, std::move(meant)};
    return true;
  }

  bool host(std::string_view text) {
    const std::size_t open = text.rfind('[');
    if (open == 0) return bracketed(text);
    if (open != text.npos) return fail("invalid IP-literal");
    std::size_t colon = text.find(':');
    const bool is_strict = url_.scheme.meant == "http" || url_.scheme.meant == "https";
    if (colon != text.npos && !is_strict) colon = text.rfind(':');
    if (colon != text.npos && !is_port(text.substr(colon)))
      return fail(fmt::format("invalid port {} after host", quoted(text.substr(colon))));
    return set(url_.host, text, UrlPlace::host);
  }

  bool bracketed(std::string_view text) {
    const std::size_t close = text.rfind(']');
    if (close == text.npos) return fail("missing ']' in host");
    const std::string_view port = text.substr(close + 1);
    if (!is_port(port)) return fail(fmt::format("invalid port {} after host", quoted(port)));
    const std::string_view name = text.substr(1, close - 1);
    const std::size_t zone = std::min(name.find("%25"), name.size());
    auto meant = unescaped(name.substr(0, zone), UrlPlace::host, error_);
    if (!meant) return false;
    const auto behind = unescaped(name.substr(zone), UrlPlace::zone, error_);
    if (!behind) return false;
    *meant += *behind;
    if (!is_address(*meant, error_)) return false;
    url_.host = {text, fmt::format("[{}]{}", *meant, port)};
    return true;
  }

  std::string_view text_;
  std::string& error_;
  UrlParts url_;
};

}  // namespace

bool is_escaped(unsigned char byte, UrlPlace place) {
  const char c = static_cast<char>(byte);
  const auto is_one_of = [&](std::string_view set) { return set.find(c) != set.npos; };
  if (is_letter(c) || is_digit(c) || is_one_of("-_.~")) return false;
  switch (place) {
    case UrlPlace::host:
    case UrlPlace::zone:
      return !is_one_of("!$&'()*+,;=:[]<>\"");
    case UrlPlace::path:
      return !is_one_of("$&+,/:;=@");
    case UrlPlace::user:
      return !is_one_of("$&+,;=");
    case UrlPlace::fragment:
      return !is_one_of("$&+,/:;=?@!()*");
  }
  __builtin_unreachable();
}

std::string_view UrlParts::host_name() const {
  std::string_view text = host.meant;
  const std::size_t colon = text.rfind(':');
  if (colon != text.npos && is_port(text.substr(colon))) text = text.substr(0, colon);
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  return text;
}

std::optional<UrlParts> url_parts(std::string_view text, std::string& error) {
  return Parser(text, error).parse();
}

}  // namespace fairlead::gotemplate
