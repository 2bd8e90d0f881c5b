#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What stands before `_URL` in a variable's name; "" where it names no URL so.
std::string_view prefix_of_url(std::string_view variable) {
  for (const std::string_view end : {"_URL", "_URI", "_DSN"})
    if (variable.ends_with(end)) return variable.substr(0, variable.size() - end.size());
  return {};
}

/// Whether two prefixes are those of one server: databases have several that everybody uses.
bool is_same_server(std::string_view url, std::string_view host) {
  constexpr std::string_view database[] = {"DATABASE", "DB", "POSTGRES", "POSTGRESQL", "PG"};
  const auto is_database = [&](std::string_view prefix) {
    return std::ranges::find(database, prefix) != std::end(database);
  };
  return url == host || (is_database(url) && is_database(host));
}

/// Whether both lead to one place, as far as the files tell.
bool is_same_host(const RuleRun& run, const Endpoint& a, const Endpoint& b) {
  if (equal_ignoring_case(a.host, b.host)) return true;
  const ServiceAnswer& one = run.connections().at(a).service;
  const ServiceAnswer& other = run.connections().at(b).service;
  return one.name.name == other.name.name && one.name.namespace_name == other.name.namespace_name &&
         !one.name.name.empty();
}

/// Whether one leads to the server through a pool of connections, or to a copy that is only read:
/// programs use both beside each other (pgbouncer for queries, the server for migrations).
bool may_be_way_to_the_other(std::string_view host) {
  constexpr std::string_view words[] = {"bouncer", "pool",    "proxy",   "pgcat",
                                        "odyssey", "replica", "standby", "reader"};
  const std::string name = lower(host);
  return std::ranges::any_of(words, [&](std::string_view word) { return contains(name, word); });
}

/// Whether it names a server at all: `localhost` is what was left over from a developer's machine.
bool is_readable(const Endpoint& endpoint) {
  const HostKind kind = host_kind(endpoint.host);
  return kind != HostKind::unreadable && kind != HostKind::loopback && !endpoint.variable.empty();
}

void report(RuleRun& run, const Endpoint& url, const Endpoint& host) {
  Finding& finding = run.report(
      *host.workload->resource, host.host_at,
      fmt::format("`{}` names `{}`, and `{}` beside it `{}`: which of them the program takes, no "
                  "file says",
                  host.variable, host.host, url.variable, url.host));
  finding.caption = "another host than the URL's";
  finding.help = fmt::format("give the program one of them: `{}`, or its parts", url.variable);
  add_label(finding, url.host_at, "the URL's host");
}

}  // namespace

void rule_env_url_and_parts_differ(RuleRun& run) {
  const std::vector<Endpoint>& all = run.facts().endpoints;
  for (const Endpoint& url : all) {
    const std::string_view prefix = prefix_of_url(url.variable);
    if (url.scheme.empty() || !url.container || prefix.empty() || !is_readable(url)) continue;
    for (const Endpoint& host : all) {
      const bool is_host = host.container == url.container && host.scheme.empty() &&
                           host.variable.ends_with("_HOST") && is_readable(host);
      if (!is_host) continue;
      const std::string_view name = host.variable;
      if (!is_same_server(prefix, name.substr(0, name.size() - 5))) continue;
      if (may_be_way_to_the_other(url.host) != may_be_way_to_the_other(host.host)) continue;
      run.answered();
      if (!is_same_host(run, url, host)) report(run, url, host);
    }
  }
}

}  // namespace fairlead
