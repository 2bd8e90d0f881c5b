#include "rules/network/policies.h"

#include <fmt/format.h>

#include <set>

#include "facts/references/reference_rows.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// A place as short as its key, where it has one.
Ref key_of(Ref at) { return at.key() ? Ref(at.key()) : at; }

}  // namespace

std::string why_policies_are_not_all(const RuleRun& run, std::string_view namespace_name) {
  if (run.facts().open) return "something that is not rendered here may let it through";
  std::set<std::pair<std::string_view, bool>> own;
  for (const Resource& resource : run.facts().resources) {
    const std::string kind = kind_name(resource.group(), resource.kind);
    if (!is_network_policy(kind)) continue;
    if (!is_for_all_namespaces(kind) && resource.namespace_name != namespace_name) continue;
    if (kind != network_policy_kind) return "a policy of another kind speaks of the namespace, too";
    own.emplace(resource.namespace_name, is_for_all_namespaces(kind));
  }
  const ObjectName all{std::string(network_policy_kind), std::string(all_policies),
                       std::string(namespace_name)};
  return run.world().object(all, Origins::anywhere).objects.size() > own.size()
             ? "what else is deployed there has policies, too"
             : "";
}

bool may_get_policies(const RuleRun& run, std::string_view namespace_name) {
  return namespace_name.empty() || run.world().grows(namespace_name);
}

bool is_judged(const Workload& workload) {
  return !workload.host_network && !workload.resource->partial;
}

std::string policies_let(const Passage& passage) {
  if (passage.policies.size() == 1)
    return fmt::format("NetworkPolicy `{}` lets", passage.policies.front()->resource->name);
  std::vector<std::string> names;
  for (const NetworkPolicy* policy : passage.policies) names.emplace_back(policy->resource->name);
  return fmt::format("NetworkPolicies {} let", some_names(names));
}

Ref place_of_rules(const NetworkPolicy& policy, PolicySide NetworkPolicy::*side) {
  const Ref list = (policy.*side).at;
  return list.node() ? key_of(list) : policy.resource->root["metadata"]["name"];
}

Ref place_to_edit(const Passage& passage, PolicySide NetworkPolicy::*side, const PortOf& port) {
  const PolicyRule* last = nullptr;
  std::size_t rules = 0;
  for (const NetworkPolicy* policy : passage.policies) {
    for (const PolicyRule& rule : (policy->*side).rules) {
      if (is_open(rule, port)) return key_of(rule.peers_at);
      last = &rule;
      ++rules;
    }
  }
  if (rules == 1) return key_of(last->ports_at);
  return place_of_rules(*passage.policies.front(), side);
}

}  // namespace fairlead
