// URLs, as Go's net/url takes them apart and puts them together.
#include <fmt/format.h>

#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {
namespace {

struct Url {
  std::string scheme, opaque, userinfo, host, path, query, fragment;
  bool has_user = false;
};

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The text without its %XX; `error` says which is none.
std::string decoded(std::string_view text, std::string& error) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      made += text[i];
      continue;
    }
    const bool fits = i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    if (!fits) {
      error = "invalid URL escape " + quoted(text.substr(i, 3));
      return made;
    }
    made += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
    i += 2;
  }
  return made;
}

/// With all as %XX that is neither a letter, a digit, nor one of `plain`.
std::string encoded(std::string_view text, std::string_view plain) {
  std::string made;
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter || (c >= '0' && c <= '9') || plain.find(c) != plain.npos)
      made += c;
    else
      made += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return made;
}

/// Takes `scheme:` away; "" where there is none.
std::string scheme_of(std::string_view& rest, std::string& error) {
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) continue;
    if (c == ':' && i == 0) error = "missing protocol scheme";
    if (c == ':' && i > 0) {
      std::string scheme(rest.substr(0, i));
      for (char& letter : scheme)
        letter = letter <= 'Z' && letter >= 'A' ? static_cast<char>(letter + 32) : letter;
      rest.remove_prefix(i + 1);
      return scheme;
    }
    const bool may_follow = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!may_follow || i == 0) break;
  }
  return "";
}

/// `user:password@host:port`
void read_authority(std::string_view authority, Url& url, std::string& error) {
  const std::size_t at = authority.rfind('@');
  if (at != authority.npos) {
    constexpr std::string_view plain = "-_.~$&+,;=";
    const std::string_view user = authority.substr(0, at);
    const std::size_t colon = user.find(':');
    url.has_user = true;
    url.userinfo = encoded(decoded(user.substr(0, colon), error), plain);
    if (colon != user.npos)
      url.userinfo += ":" + encoded(decoded(user.substr(colon + 1), error), plain);
  }
  const std::string_view host = at == authority.npos ? authority : authority.substr(at + 1);
  const std::size_t colon = host.rfind(':');
  const bool has_port =
      colon != host.npos && colon > host.rfind(']') + (host.rfind(']') == host.npos ? 1 : 0);
  if (has_port && host.find_first_not_of("0123456789", colon + 1) != host.npos)
    error = fmt::format("invalid port {} after host", quoted(host.substr(colon)));
  url.host = decoded(host, error);
}

Url parsed(std::string_view text, std::string& error) {
  Url url;
  if (std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; })) {
    error = "net/url: invalid control character in URL";
    return url;
  }
  const std::size_t mark = text.find('#');
  std::string_view rest = text.substr(0, mark);
  if (mark != text.npos) url.fragment = decoded(text.substr(mark + 1), error);
  if (rest == "*") {
    url.path = "*";
    return url;
  }
  url.scheme = scheme_of(rest, error);
  const std::size_t question = rest.find('?');
  if (question != rest.npos) url.query = rest.substr(question + 1);
  rest = rest.substr(0, question);
  if (!rest.starts_with('/')) {
    if (!url.scheme.empty()) {
      url.opaque = rest;
      return url;
    }
    if (rest.substr(0, rest.find('/')).find(':') != rest.npos && error.empty())
      error = "first path segment in URL cannot contain colon";
  }
  if (rest.starts_with("//") && (!url.scheme.empty() || !rest.starts_with("///"))) {
    const std::size_t slash = std::min(rest.find('/', 2), rest.size());
    read_authority(rest.substr(2, slash - 2), url, error);
    rest.remove_prefix(slash);
  }
  url.path = decoded(rest, error);
  return url;
}

std::string host_name(std::string_view host) {
  const std::size_t bracket = host.find(']');
  if (host.starts_with('[') && bracket != host.npos)
    return std::string(host.substr(1, bracket - 1));
  return std::string(host.substr(0, host.find(':')));
}

Value url_parse(Call& call) {
  std::string error;
  const Url url = parsed(call[0].text(), error);
  if (!error.empty())
    return call.fail(
        fmt::format("unable to parse url: parse {}: {}", quoted(call[0].text()), error));
  Map* made = call.heap.map();
  const std::pair<std::string_view, std::string> parts[] = {
      {"scheme", url.scheme},     {"host", url.host},        {"hostname", host_name(url.host)},
      {"path", url.path},         {"query", url.query},      {"opaque", url.opaque},
      {"fragment", url.fragment}, {"userinfo", url.userinfo}};
  for (const auto& [name, text] : parts) {
    // What stands there unchanged keeps its place.
    const std::size_t at = text.empty() ? std::string::npos : call[0].text().find(text);
    made->set(call.heap.key(name), at == std::string::npos
                                       ? call.made(text)
                                       : part_of(call.heap, call[0], at, at + text.size()));
  }
  return Value::map(made, call.origin());
}

Value url_join(Call& call) {
  const auto get = [&](std::string_view name) -> std::string {
    const Value* value = call[0].map().find(name);
    if (!value) return "";
    if (value->is_string()) return std::string(value->text());
    call.fail(value->is_nil()
                  ? std::string(nil_dereference)
                  : fmt::format("unable to parse {} key, must be of type string, but {} found",
                                name, kind_name(*value)));
    return "";
  };
  const std::string scheme = get("scheme"), host = get("host"), opaque = get("opaque");
  const std::string path = get("path"), query = get("query"), fragment = get("fragment");
  std::string error;
  Url user;
  if (const std::string info = get("userinfo"); !info.empty())
    user = parsed("proto://" + info + "@host", error);
  if (call.failed) return {};
  if (!error.empty()) return call.fail(fmt::format("unable to parse userinfo in dict: {}", error));
  std::string made = scheme.empty() ? "" : scheme + ":";
  if (!opaque.empty()) {
    made += opaque;
  } else {
    if (!scheme.empty() || !host.empty() || user.has_user) {
      if (!host.empty() || !path.empty() || user.has_user) made += "//";
      if (user.has_user) made += user.userinfo + "@";
      made += encoded(host, "-_.~!$&'()*+,;=:[]<>\"");
    }
    if (!path.empty() && path[0] != '/' && !host.empty()) made += '/';
    made += encoded(path, "-_.~$&+,/:;=@!'()*");
  }
  if (!query.empty()) made += "?" + query;
  if (!fragment.empty()) made += "#" + encoded(fragment, "-_.~$&+,/:;=?@!()*'");
  return call.made(made);
}

constexpr Function table[] = {
    {"urlParse", "string", url_parse},
    {"urlJoin", "map", url_join},
};

}  // namespace

std::span<const Function> url_functions() { return table; }

}  // namespace fairlead::gotemplate
