#include <array>

#include "base/text.h"
#include "facts/cluster/workload.h"

namespace fairlead {
namespace {

/// Where each kind keeps its pods' template.
struct PodPath {
  std::string_view kind, group;
  std::array<std::string_view, 4> path;  // to the object with `metadata` and `spec`
};
constexpr std::array<PodPath, 10> pod_paths = {
    {{"Deployment", "apps", {"spec", "template"}},
     {"StatefulSet", "apps", {"spec", "template"}},
     {"DaemonSet", "apps", {"spec", "template"}},
     {"ReplicaSet", "apps", {"spec", "template"}},
     {"Rollout", "argoproj.io", {"spec", "template"}},
     {"Job", "batch", {"spec", "template"}},
     {"CronJob", "batch", {"spec", "jobTemplate", "spec", "template"}},
     {"ScaledJob", "keda.sh", {"spec", "jobTargetRef", "template"}},
     {"Pod", "", {}},
     {"ReplicationController", "", {"spec", "template"}}}};

std::vector<LabelAt> labels_of(Ref map) {
  std::vector<LabelAt> labels;
  for (const Entry& entry : map.entries()) {
    labels.push_back({entry.key->text(), Ref(entry.value).text(), map[entry.key->text()]});
  }
  return labels;
}

EnvVar env_var(Ref entry) {
  EnvVar variable;
  variable.at = entry;
  variable.name_at = entry["name"];
  variable.name = variable.name_at.text();
  variable.value_at = entry["value"];
  const Ref from = entry["valueFrom"];
  if (!from.present()) return variable;
  variable.from = ValueFrom::other;
  for (const bool secret : {true, false}) {
    const Ref reference = from[secret ? "secretKeyRef" : "configMapKeyRef"];
    if (!reference.present()) continue;
    variable.from = secret ? ValueFrom::secret_key : ValueFrom::config_map_key;
    variable.holder_at = reference["name"];
    variable.holder = variable.holder_at.text();
    variable.key_at = reference["key"];
    variable.key = variable.key_at.text();
    variable.optional = reference["optional"].boolean();
  }
  return variable;
}

void add_env_from(Ref entry, std::vector<EnvFrom>& all) {
  for (const bool secret : {true, false}) {
    const Ref reference = entry[secret ? "secretRef" : "configMapRef"];
    if (!reference.present()) continue;
    all.push_back({secret, reference["name"].text(), entry["prefix"].text(), reference["name"],
                   reference["optional"].boolean()});
  }
}

Container container_of(Ref at, bool init) {
  Container container;
  container.at = at;
  container.name = at["name"].text();
  container.image = at["image"].text();
  container.init = init && at["restartPolicy"].text() != "Always";
  for (const Node* entry : at["env"].items()) container.env.push_back(env_var(Ref(entry)));
  for (const Node* entry : at["envFrom"].items()) add_env_from(Ref(entry), container.env_from);
  for (const Node* entry : at["ports"].items()) {
    const Ref port(entry);
    container.ports.push_back({port["name"].text(), port_from(port["containerPort"].text()), port});
  }
  for (const Node* word : at["command"].items()) container.command.push_back(Ref(word));
  for (const Node* word : at["args"].items()) container.args.push_back(Ref(word));
  return container;
}

void add_workload(const Resource& resource, const PodPath& path, std::vector<Workload>& workloads) {
  Ref pod = resource.root;
  for (const std::string_view step : path.path) {
    if (!step.empty()) pod = pod[step];
  }
  if (!pod["spec"].present()) return;
  Workload workload;
  workload.resource = &resource;
  workload.pod_spec = pod["spec"];
  workload.pod_metadata = pod["metadata"];
  workload.labels = labels_of(pod["metadata"]["labels"]);
  if (resource.kind != "Pod") {
    const Ref selector = resource.root["spec"]["selector"];
    workload.has_selector = selector["matchLabels"].present();
    workload.selector_expressions = selector["matchExpressions"].present();
    workload.selector = labels_of(selector["matchLabels"]);
  }
  workload.service_name = resource.root["spec"]["serviceName"].text();
  workload.host_network = workload.pod_spec["hostNetwork"].boolean();
  for (const Node* each : workload.pod_spec["initContainers"].items()) {
    workload.containers.push_back(container_of(Ref(each), true));
  }
  for (const Node* each : workload.pod_spec["containers"].items()) {
    workload.containers.push_back(container_of(Ref(each), false));
  }
  workloads.push_back(std::move(workload));
}

}  // namespace

std::vector<Workload> workloads_of(std::span<const Resource> resources) {
  std::vector<Workload> workloads;
  for (const Resource& resource : resources) {
    for (const PodPath& path : pod_paths) {
      if (resource.kind == path.kind && resource.group() == path.group)
        add_workload(resource, path, workloads);
    }
  }
  return workloads;
}

bool may_share(std::span<const Network> one, std::span<const Network> other) {
  return one.empty() || other.empty() || std::ranges::find_first_of(one, other) != one.end();
}

}  // namespace fairlead
