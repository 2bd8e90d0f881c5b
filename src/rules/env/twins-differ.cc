#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "rules/env/twins.h"

namespace fairlead {
namespace {

/// Whether two addresses are of one server, and of one database of it.
bool is_same(const Endpoint& one, const Endpoint& other) {
  return equal_ignoring_case(one.host, other.host) && one.port == other.port &&
         one.database.value_or(0) == other.database.value_or(0);
}

bool is_readable(const Endpoint& endpoint) {
  return host_kind(endpoint.host) != HostKind::unreadable && endpoint.port.has_value();
}

std::string words_of(const Endpoint& endpoint) {
  return fmt::format("database {} of `{}:{}`", endpoint.database.value_or(0), endpoint.host,
                     *endpoint.port);
}

void report(RuleRun& run, const Twins& twins, const Endpoint& own, const Endpoint& others) {
  Finding& finding =
      run.report(*twins.worker.workload->resource, own.at,
                 fmt::format("`{}` takes from {}, and `{}`, the same program, is given {} as `{}`",
                             twins.worker.container->name, words_of(own),
                             twins.other.container->name, words_of(others), own.variable));
  finding.caption = "another one than its twin's";
  finding.help = fmt::format("give both one `{}`", own.variable);
  add_label(finding, others.at, fmt::format("given to `{}`", twins.other.container->name));
}

/// The Redis that workers take from, where no other can be meant.
std::set<const Endpoint*> brokers_of(const Facts& facts) {
  std::set<const Endpoint*> all;
  for (const ClientAt& client : facts.clients)
    if (client.evidence == ClientEvidence::command)
      for (const Endpoint* each : client.endpoints)
        if (each->container == client.container && is_readable(*each)) all.insert(each);
  return all;
}

}  // namespace

void rule_env_twins_differ(RuleRun& run) {
  const std::set<const Endpoint*> brokers = brokers_of(run.facts());
  std::set<const Endpoint*> told;
  for_each_twins(run.facts(), [&](const Twins& twins) {
    for (const Endpoint* own : twins.workers) {
      if (!brokers.contains(own)) continue;
      for (const Endpoint* other : twins.others) {
        const bool is_pair = other->variable == own->variable && is_readable(*other) &&
                             other->scheme.empty() == own->scheme.empty();
        if (!is_pair) continue;
        run.answered();
        if (!is_same(*own, *other) && told.insert(own).second) report(run, twins, *own, *other);
      }
    }
  });
}

}  // namespace fairlead
