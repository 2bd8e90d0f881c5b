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

/// The Redis that a worker takes from, where no other can be meant.
std::vector<const Endpoint*> brokers_of(const Facts& facts, const Container* worker) {
  std::vector<const Endpoint*> all;
  for (const ClientAt& client : facts.clients)
    if (client.container == worker && client.evidence == ClientEvidence::command)
      for (const Endpoint* each : client.endpoints)
        if (each->container == worker && is_readable(*each)) all.push_back(each);
  return all;
}

}  // namespace

void rule_env_twins_differ(RuleRun& run) {
  const Facts& facts = run.facts();
  std::set<const Endpoint*> told;
  for_each_twins(facts, [&](const Twins& twins) {
    for (const Endpoint* own : brokers_of(facts, twins.worker.container)) {
      for (const Endpoint& other : facts.endpoints) {
        if (other.container != twins.other.container || other.variable != own->variable) continue;
        if (!is_readable(other) || other.scheme.empty() != own->scheme.empty()) continue;
        run.answered();
        if (!is_same(*own, other) && told.insert(own).second) report(run, twins, *own, other);
      }
    }
  });
}

}  // namespace fairlead
