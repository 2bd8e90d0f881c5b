#include "facts/scaler/scaler.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace fairlead {
namespace {

constexpr std::string_view keda = "keda.sh";

/// Workloads by kind, namespace and name.
using WorkloadNames =
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const Workload*>;
using SettingsOf = std::map<const Container*, const ContainerSettings*>;

WorkloadNames names_of(std::span<const Workload> workloads) {
  WorkloadNames names;
  for (const Workload& workload : workloads) {
    const Resource& of = *workload.resource;
    names.emplace(std::tuple(of.kind, of.namespace_name, of.name), &workload);
  }
  return names;
}

SettingsOf settings_by_container(std::span<const ContainerSettings> settings) {
  SettingsOf all;
  for (const ContainerSettings& each : settings) all.emplace(each.container, &each);
  return all;
}

/// The container that KEDA reads: the one that is named, else the first of `containers`.
const Container* read_container(const Workload& workload, std::string_view name) {
  for (const Node* item : workload.pod_spec["containers"].items()) {
    const Ref at(item);
    if (!name.empty() && at["name"].text() != name) continue;
    const auto found = std::ranges::find_if(workload.containers, [&](const Container& container) {
      return container.at.node() == at.node();
    });
    return found == workload.containers.end() ? nullptr : &*found;
  }
  return nullptr;
}

/// The text of a variable as the container sees it: a later entry wins.
WrittenText variable_text(const ContainerSettings* settings, std::string_view name) {
  WrittenText text;
  if (!settings) return text;
  for (const Setting& setting : settings->settings) {
    if (setting.name == name) text = setting.value;
  }
  return text;
}

Trigger trigger_of(Ref at, const ContainerSettings* settings) {
  Trigger trigger;
  trigger.at = at;
  trigger.type = at["type"].text();
  trigger.metadata = at["metadata"];
  trigger.authentication = at["authenticationRef"];
  trigger.redis = redis_trigger_type(trigger.type);
  for (const Entry& entry : trigger.metadata.entries()) {
    TriggerValue value{entry.key->text(), {}, Ref(entry), {}};
    const bool from_env = value.name.ends_with(from_env_suffix);
    if (from_env) {
      value.name.remove_suffix(from_env_suffix.size());
      value.variable = value.at.text();
      value.text = variable_text(settings, value.variable);
    } else {
      value.text = text_of(value.at);
    }
    trigger.values.push_back(value);
  }
  return trigger;
}

void read_target(Scaler& scaler, const WorkloadNames& names) {
  const Resource& of = *scaler.resource;
  scaler.target = of.root["spec"]["scaleTargetRef"];
  scaler.target_name = scaler.target["name"].text();
  scaler.target_kind = scaler.target["kind"].text();
  const std::string_view version = scaler.target["apiVersion"].text();
  scaler.target_group =
      version.substr(0, version.find('/') == version.npos ? 0 : version.find('/'));
  // KEDA's default; an autoscaler must name the kind.
  if (scaler.target_kind.empty() && scaler.kind == ScalerKind::scaled_object)
    scaler.target_kind = "Deployment";
  if (version.empty() && scaler.target_kind != "Pod") scaler.target_group = "apps";
  const auto found =
      names.find(std::tuple(scaler.target_kind, of.namespace_name, scaler.target_name));
  if (found != names.end()) scaler.workload = found->second;
}

bool is_scaler(const Resource& resource, ScalerKind& kind) {
  if (resource.kind == "ScaledObject" && resource.group() == keda)
    kind = ScalerKind::scaled_object;
  else if (resource.kind == "ScaledJob" && resource.group() == keda)
    kind = ScalerKind::scaled_job;
  else if (resource.kind == "HorizontalPodAutoscaler" && resource.group() == "autoscaling")
    kind = ScalerKind::autoscaler;
  else
    return false;
  return true;
}

}  // namespace

const TriggerValue* Trigger::find(std::string_view name) const {
  const auto named = [&](const TriggerValue& value) { return value.name == name; };
  // What the metadata say themselves goes before a variable's value.
  const auto own = std::ranges::find_if(values, [&](const TriggerValue& value) {
    return named(value) && value.variable.empty() && !value.at.text().empty();
  });
  if (own != values.end()) return &*own;
  const auto any = std::ranges::find_if(values, named);
  return any == values.end() ? nullptr : &*any;
}

const TriggerValue* Trigger::find_any(std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const TriggerValue* value = find(name)) return value;
  }
  return nullptr;
}

std::vector<Scaler> scalers_of(std::span<const Resource> resources,
                               std::span<const Workload> workloads,
                               std::span<const ContainerSettings> settings) {
  std::vector<Scaler> scalers;
  for (const Resource& resource : resources) {
    ScalerKind kind{};
    if (!is_scaler(resource, kind)) continue;
    Scaler& scaler = scalers.emplace_back();
    scaler.resource = &resource;
    scaler.kind = kind;
  }
  if (scalers.empty()) return scalers;
  const WorkloadNames names = names_of(workloads);
  const SettingsOf by_container = settings_by_container(settings);
  for (Scaler& scaler : scalers) {
    const Resource& of = *scaler.resource;
    const Ref spec = of.root["spec"];
    if (scaler.kind != ScalerKind::scaled_job) {
      read_target(scaler, names);
    } else if (const auto own = names.find(std::tuple(of.kind, of.namespace_name, of.name));
               own != names.end()) {
      scaler.workload = own->second;
    }
    const Ref names_container = scaler.kind == ScalerKind::scaled_job ? spec : scaler.target;
    if (scaler.workload)
      scaler.container =
          read_container(*scaler.workload, names_container["envSourceContainerName"].text());
    if (const auto found = by_container.find(scaler.container); found != by_container.end())
      scaler.settings = found->second;
    if (scaler.kind == ScalerKind::autoscaler) continue;
    for (const Node* trigger : spec["triggers"].items())
      scaler.triggers.push_back(trigger_of(Ref(trigger), scaler.settings));
  }
  return scalers;
}

}  // namespace fairlead
