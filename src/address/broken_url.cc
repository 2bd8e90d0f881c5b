#include "address/broken_url.h"

#include <algorithm>

#include "address/url_text.h"
#include "base/text.h"

namespace fairlead::redis {
namespace {

/// Schemes that others are taken for a slip of. Not `mysql` and `amqp`, beside which there are
/// others (`mysqlx`), nor short ones.
constexpr std::string_view mistyped[] = {"redis",    "rediss",   "valkey",    "valkeys",
                                         "sentinel", "postgres", "postgresql"};

/// Schemes whose URL always names a host behind two slashes: `jdbc:postgresql:name` and
/// `mysql:///name` have none.
bool names_a_host(Scheme kind) {
  return kind == Scheme::redis || kind == Scheme::valkey || kind == Scheme::sentinel ||
         kind == Scheme::mongodb || kind == Scheme::amqp;
}

std::string_view meant(std::string_view scheme) {
  for (const std::string_view known : mistyped) {
    if (scheme.front() == known.front() && edit_distance(scheme, known, 1) == 1) return known;
  }
  return {};
}

/// Whether `rest` begins with a server rather than with a path or a number: it has a password, a
/// port or a domain.
bool is_server(const UrlText& text, std::size_t begin) {
  const std::size_t end = text.first_of("/?#", begin, text.size());
  return begin < end && text.first_of("@:.", begin, end) < end;
}

/// What is wrong behind the name of a scheme and its colon.
std::optional<UrlFault> fault_behind(const UrlText& text, std::size_t colon, Scheme kind) {
  const std::string_view rest = text.plain().substr(colon + 1);
  text.add_steps(rest.size());
  if (rest.starts_with("///")) {
    // An empty host is Redis' own machine, and a path its database.
    const bool redis = kind != Scheme::mongodb && kind != Scheme::amqp;
    return redis && is_server(text, colon + 4) ? std::optional(UrlFault::three_slashes)
                                               : std::nullopt;
  }
  if (rest.starts_with("//")) return std::nullopt;
  if (rest.starts_with('/')) {
    return is_server(text, colon + 2) ? std::optional(UrlFault::one_slash) : std::nullopt;
  }
  // `redis:6379` is a host with its port.
  return contains(rest, "@") ? std::optional(UrlFault::no_slashes) : std::nullopt;
}

/// `host:port`, or a host with a domain.
bool is_bare_server(const UrlText& text) {
  constexpr std::size_t longest = 255;
  if (text.size() > longest || text.first_of("/@", 0, text.size()) < text.size()) return false;
  const std::vector<HostPort> servers = parse_host_list(text);
  if (servers.size() != 1 || servers[0].host.has_placeholder) return false;
  return servers[0].port.present || contains(servers[0].host.text, ".");
}

/// What is wrong with a text that begins with a scheme's name and the colon behind it.
std::optional<BrokenUrl> broken_after(const UrlText& text, std::size_t colon) {
  const std::string_view scheme = text.part(0, colon).text;
  const std::string_view rest = text.plain().substr(colon + 1);
  const auto named = scheme_named(scheme);
  if (!named) {
    const std::string_view right = meant(lower(scheme));
    if (!rest.starts_with("//") || right.empty()) return std::nullopt;
    return BrokenUrl{UrlFault::unknown_scheme, text.part(0, colon), right};
  }
  if (!names_a_host(named->kind)) return std::nullopt;
  const auto fault = fault_behind(text, colon, named->kind);
  if (!fault) return std::nullopt;
  const std::size_t slashes = std::min<std::size_t>(rest.find_first_not_of('/'), 3);
  return BrokenUrl{*fault, text.part(0, colon + 1 + slashes), scheme};
}

}  // namespace

std::optional<BrokenUrl> broken_url(const UrlText& text) {
  constexpr std::size_t longest_scheme = 32;
  const std::size_t end = std::min(text.size(), longest_scheme);
  const std::size_t colon = text.first_of(":", 0, end);
  if (colon > 0 && colon < end && !text.has_placeholder(0, colon)) {
    if (const auto broken = broken_after(text, colon)) return broken;
  }
  if (!is_bare_server(text)) return std::nullopt;
  return BrokenUrl{UrlFault::no_scheme, text.part(0, text.size()), {}};
}

}  // namespace fairlead::redis
