#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// When Helm makes an object of a first installation: hooks by their weights and names, each once
/// the one before is done; what is no hook behind them all.
struct Turn {
  bool before_all = false;  ///< a hook of the event `pre-install`
  int weight = 0;
  std::string_view name;
};

Turn turn_of(const Resource& resource) {
  const Ref annotations = resource.root["metadata"]["annotations"];
  Turn turn;
  turn.name = resource.name;
  for (const std::string_view event : split(annotations["helm.sh/hook"].text(), ','))
    turn.before_all = turn.before_all || trimmed(event) == "pre-install";
  const std::string_view weight = annotations["helm.sh/hook-weight"].text();
  std::from_chars(weight.data(), weight.data() + weight.size(), turn.weight);
  return turn;
}

/// Whether an object is made only once a hook is done.
bool is_late(const Turn& object, const Turn& hook) {
  if (!object.before_all) return true;
  return object.weight != hook.weight ? object.weight > hook.weight : object.name > hook.name;
}

/// What a pod does not start without.
struct Need {
  std::string_view kind, name;
  Ref at;
};

void add_need(std::string_view kind, Ref name, Ref optional, std::vector<Need>& needs) {
  if (!name.text().empty() && !optional.boolean()) needs.push_back({kind, name.text(), name});
}

std::vector<Need> needs_of(const Workload& workload) {
  std::vector<Need> needs;
  add_need("ServiceAccount", workload.pod_spec["serviceAccountName"], {}, needs);
  for (const Container& container : workload.containers) {
    for (const EnvVar& variable : container.env) {
      const bool secret = variable.from == ValueFrom::secret_key;
      if ((secret || variable.from == ValueFrom::config_map_key) && !variable.optional)
        needs.push_back({secret ? "Secret" : "ConfigMap", variable.holder, variable.holder_at});
    }
    for (const EnvFrom& all : container.env_from)
      if (!all.optional)
        needs.push_back({all.secret ? "Secret" : "ConfigMap", all.name, all.name_at});
  }
  for (const Node* item : workload.pod_spec["volumes"].items()) {
    const Ref volume(item);
    add_need("Secret", volume["secret"]["secretName"], volume["secret"]["optional"], needs);
    add_need("ConfigMap", volume["configMap"]["name"], volume["configMap"]["optional"], needs);
    add_need("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"], {}, needs);
  }
  return needs;
}

const Resource* object_of(const Facts& facts, const Need& need, const Resource& hook) {
  for (const Resource& each : facts.resources)
    if (each.kind == need.kind && each.name == need.name &&
        each.namespace_name == hook.namespace_name)
      return &each;
  return nullptr;
}

void report(RuleRun& run, const Resource& hook, const Need& need, const Resource& object) {
  Finding& finding = run.report(
      hook, hook.root["metadata"]["annotations"]["helm.sh/hook"].span(),
      fmt::format("{} `{}` runs before {} `{}` is made, so the first installation waits for it "
                  "in vain",
                  hook.kind, hook.name, need.kind, need.name));
  finding.caption = "before all that is no hook";
  finding.help = fmt::format(
      "make the {} a hook of `pre-install` with a lower weight, or run the {} at `post-install`",
      need.kind, hook.kind);
  // Its own bytes may be the release's name, which is written nowhere.
  if (need.at.key()) add_label(finding, need.at.key()->span(), "not there yet");
  add_label(finding, object.root["metadata"]["name"].span(), "made later");
}

}  // namespace

void rule_helm_hook_order(RuleRun& run) {
  const Facts& facts = run.facts();
  if (!facts.chart_faults) return;
  for (const Workload& workload : facts.workloads) {
    const Turn hook = turn_of(*workload.resource);
    if (!hook.before_all) continue;
    std::vector<const Resource*> told;
    for (const Need& need : needs_of(workload)) {
      run.worked(facts.resources.size());
      const Resource* object = object_of(facts, need, *workload.resource);
      if (!object) continue;
      run.answered();
      if (!is_late(turn_of(*object), hook) || std::ranges::find(told, object) != told.end())
        continue;
      told.push_back(object);
      report(run, *workload.resource, need, *object);
    }
  }
}

}  // namespace fairlead
