#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

using Name = std::pair<std::string_view, std::string_view>;  ///< a namespace, "" of the cluster's

/// The types of triggers that an authentication is given to.
using Users = std::map<Name, std::vector<const Trigger*>>;

Users users_of(const RuleRun& run) {
  Users users;
  for (const Scaler& scaler : run.facts().scalers) {
    for (const Trigger& trigger : scaler.triggers) {
      const Ref by = trigger.authentication;
      const bool of_cluster = by["kind"].text() == "ClusterTriggerAuthentication";
      if (by["name"].text().empty()) continue;
      users[{of_cluster ? std::string_view() : scaler.resource->namespace_name, by["name"].text()}]
          .push_back(&trigger);
    }
  }
  return users;
}

bool takes(const Trigger& trigger, std::string_view parameter) {
  const TriggerParameter* known =
      trigger.redis ? trigger_parameter(*trigger.redis, parameter) : nullptr;
  return known && known->by_authentication;
}

void check(RuleRun& run, const Resource& by, std::span<const Trigger* const> users, Ref parameter) {
  const std::string_view name = parameter.text();
  if (name.empty()) return;
  // Of other triggers nothing is known here.
  if (!std::ranges::all_of(users, [](const Trigger* each) { return each->redis; })) return;
  run.answered();
  if (std::ranges::any_of(users, [&](const Trigger* each) { return takes(*each, name); })) return;
  Finding& finding = run.report(
      by, parameter.span(),
      fmt::format("the {} trigger takes no `{}` from an authentication, and KEDA passes over it",
                  users.front()->type, name));
  finding.caption = "not read";
  add_label(finding, users.front()->authentication["name"].span(), "the trigger that uses it");
  std::vector<std::string> names;
  for (const TriggerParameter& each : trigger_parameters()) {
    if (takes(*users.front(), each.name)) names.emplace_back(each.name);
  }
  const std::string_view near = nearest_of(name, names);
  finding.help = near.empty() ? "write the trigger's own name: `address`, `username`, `password`, "
                                "`tls`, `ca` …"
                              : fmt::format("perhaps `{}` was meant", near);
  if (near.empty()) return;
  finding.fixes.push_back(
      {fmt::format("write `{}`", near), {{inside(run.sources(), parameter), std::string(near)}}});
}

}  // namespace

void rule_scaler_authentication_parameter(RuleRun& run) {
  const Users users = users_of(run);
  for (const Resource& resource : run.facts().resources) {
    const bool of_cluster = resource.kind == "ClusterTriggerAuthentication";
    if ((!of_cluster && resource.kind != "TriggerAuthentication") || resource.partial) continue;
    const auto used =
        users.find({of_cluster ? std::string_view() : resource.namespace_name, resource.name});
    if (used == users.end()) continue;
    for (const std::string_view list : {"secretTargetRef", "configMapTargetRef", "env"}) {
      for (const Node* item : resource.root["spec"][list].items())
        check(run, resource, used->second, Ref(item)["parameter"]);
    }
  }
}

}  // namespace fairlead
