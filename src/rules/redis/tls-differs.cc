#include <fmt/format.h>

#include <algorithm>

#include "base/name_words.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/server_setting.h"

namespace fairlead {
namespace {

bool says_tls(std::string_view name) {
  const auto words = name_words(name);
  return has_word(words, "tls") || has_word(words, "ssl");
}

/// Whether a parameter of the URL, or a setting beside it, may turn TLS on.
bool may_turn_tls_on(const RuleRun& run, const Endpoint& endpoint) {
  const std::string_view written = run.sources().text(endpoint.at);
  if (says_tls(written.substr(std::min(written.find('?'), written.size())))) return true;
  return std::ranges::any_of(run.facts().settings, [&](const ContainerSettings& each) {
    return each.container == endpoint.container &&
           (each.open || std::ranges::any_of(each.settings, [&](const Setting& setting) {
              return says_tls(setting.name);
            }));
  });
}

/// The scheme's bytes where the value begins with them, else the host's.
Span place_of(const RuleRun& run, const Endpoint& endpoint) {
  const bool begins = run.sources().text(endpoint.at).starts_with(endpoint.scheme + "://");
  const auto size = static_cast<std::uint32_t>(endpoint.scheme.size());
  return begins ? endpoint.at.part(0, size) : endpoint.host_at;
}

void report(RuleRun& run, const Endpoint& endpoint, const Service& service, bool asks) {
  const std::string right =
      asks ? endpoint.scheme.substr(0, endpoint.scheme.size() - 1) : endpoint.scheme + "s";
  Finding& finding = run.report(
      *endpoint.workload->resource, place_of(run, endpoint),
      asks ? fmt::format("the Redis `{}` is started without TLS, and this URL asks for it",
                         endpoint.host)
           : fmt::format("the Redis `{}` speaks TLS alone, and this URL has none", endpoint.host));
  finding.caption = asks ? "asks for TLS" : "without TLS";
  finding.help = asks ? fmt::format("write `{}://`, or give the server a `tls-port`", right)
                      : fmt::format("write `{}://`", right);
  add_label(finding, service.at, asks ? "no `tls-port`" : "`port 0`, and a `tls-port`");
}

/// Whether the server has no port without TLS.
bool speaks_tls_alone(const Facts& facts, const Service& service) {
  const Directive* plain = server_setting(facts, service, "port");
  const Directive* tls = server_setting(facts, service, "tls-port");
  return plain && tls && plain->words.size() == 2 && plain->words[1].text == "0";
}

void check(RuleRun& run, const Endpoint& endpoint) {
  const std::string_view scheme = endpoint.scheme;
  const bool asks = scheme == "rediss" || scheme == "valkeys";
  if (!endpoint.container || !(asks || scheme == "redis" || scheme == "valkey")) return;
  const Service* service = run.connections().service_at(endpoint);
  if (!service) return;
  if (asks) {
    if (!speaks_no_tls(run.facts(), *service)) return;
  } else {
    if (!speaks_tls_alone(run.facts(), *service)) return;
    if (may_turn_tls_on(run, endpoint))
      return run.unknown(endpoint.host_at, "whether TLS is used",
                         "the program may turn it on by another setting");
  }
  run.answered();
  report(run, endpoint, *service, asks);
}

}  // namespace

void rule_redis_tls_differs(RuleRun& run) {
  for (const Endpoint& endpoint : run.facts().endpoints) check(run, endpoint);
}

}  // namespace fairlead
