#include <fmt/format.h>

#include <algorithm>

#include "base/name_words.h"
#include "base/text.h"
#include "lint/rule_run.h"

namespace fairlead {
namespace {

using redis::ConnectionUrl;
using redis::HostPort;
using redis::ManagedHost;
using redis::Scheme;

bool says_tls(std::string_view name) {
  const auto words = name_words(name);
  return has_word(words, "tls") || has_word(words, "ssl");
}

/// Whether something beside the URL may turn TLS on: `?ssl=true`, REDIS_TLS=true.
bool may_be_set_elsewhere(const Facts& facts, const Connection& connection) {
  for (const redis::QueryParameter& each : redis::query_parameters(connection.url)) {
    if (says_tls(each.name.text)) return true;
  }
  for (const ContainerSettings& each : facts.settings) {
    if (each.container != connection.container) continue;
    if (each.open) return true;
    if (std::ranges::any_of(each.settings,
                            [&](const Setting& setting) { return says_tls(setting.name); })) {
      return true;
    }
  }
  if (connection.container) return false;
  return facts.unit->kind != UnitKind::chart_values ||
         std::ranges::any_of(facts.chart.leaves,
                             [](const ValuesLeaf& leaf) { return says_tls(leaf.path); });
}

/// What is wrong, or "". Azure's service has a port for each: 6380 with TLS, 6379 without.
std::string what_is_wrong(const ManagedHost& host, const ConnectionUrl& url,
                          const HostPort& server) {
  const auto port = redis::port_number(server.port);
  if (host.tls.has_value() && *host.tls != url.tls) {
    return *host.tls ? fmt::format("{} answers with TLS only, and this URL has none", host.service)
                     : fmt::format("{} has no TLS under this name, and this URL asks for it",
                                   host.service);
  }
  const bool both = !host.tls.has_value() && host.port == 6380;
  if (!both || server.port.has_placeholder) return {};
  if (!url.tls && port == 6380) {
    return fmt::format("{} answers with TLS on port 6380, and this URL has none", host.service);
  }
  if (url.tls && port.value_or(6379) == 6379) {
    return fmt::format("{} has no TLS on port 6379, and this URL asks for it", host.service);
  }
  return {};
}

void report(RuleRun& run, const Connection& connection, const std::string& message) {
  const ConnectionUrl& url = connection.url;
  const Span at = connection.span(run.sources(), url.scheme);
  const Resource* resource = connection.resource();
  Finding& finding = run.report(resource, at, message);
  const bool valkey = url.kind == Scheme::valkey;
  const std::string right =
      url.tls ? (valkey ? "valkey" : "redis") : (valkey ? "valkeys" : "rediss");
  const bool port_is_wrong = url.tls && contains(message, "6379");
  // The templates may say more than the values.
  if (!connection.container) finding.confidence = Confidence::medium;
  finding.caption = url.tls ? "asks for TLS" : "without TLS";
  finding.help = port_is_wrong ? "write port 6380" : fmt::format("write `{}://`", right);
  if (!port_is_wrong) finding.fixes.push_back({finding.help, {{at, right}}});
}

}  // namespace

void rule_endpoint_tls_scheme_port(RuleRun& run) {
  for (const Connection& connection : run.facts().connections) {
    const ConnectionUrl& url = connection.url;
    if (url.kind != Scheme::redis && url.kind != Scheme::valkey) continue;
    for (const HostPort& server : url.hosts) {
      const auto host = redis::managed_host(server.host.text);
      if (!host || server.host.has_placeholder) continue;
      const std::string wrong = what_is_wrong(*host, url, server);
      if (wrong.empty()) {
        run.answered();
      } else if (may_be_set_elsewhere(run.facts(), connection)) {
        run.unknown(connection.span(run.sources(), url.scheme), "whether TLS is used",
                    "the program may turn it on by another setting");
      } else {
        run.answered();
        report(run, connection, wrong);
      }
    }
  }
}

}  // namespace fairlead
