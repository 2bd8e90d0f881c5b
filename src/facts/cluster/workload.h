#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"
#include "tree/written_text.h"

namespace fairlead {

/// Where the value of a variable comes from.
enum class ValueFrom : std::uint8_t { literal, secret_key, config_map_key, other };

/// One entry of a container's `env`.
struct EnvVar {
  std::string_view name;
  Ref at;       ///< the entry
  Ref name_at;  ///< its name
  ValueFrom from = ValueFrom::literal;
  Ref value_at;             ///< the literal `value`, where there is one
  std::string_view holder;  ///< the Secret's or ConfigMap's name
  Ref holder_at;
  std::string_view key;  ///< the key asked for
  Ref key_at;
  bool optional = false;
};

/// One entry of a container's `envFrom`.
struct EnvFrom {
  bool secret = false;  ///< else a ConfigMap
  std::string_view name, prefix;
  Ref name_at;
  bool optional = false;
};

struct ContainerPort {
  std::string_view name;
  std::optional<std::uint16_t> number;
  Ref at;
};

struct Container {
  Ref at;
  std::string_view name, image;
  bool init = false;  ///< runs before the others; a native sidecar (restartPolicy: Always) is not
  std::vector<EnvVar> env;
  std::vector<EnvFrom> env_from;
  std::vector<ContainerPort> ports;
  std::vector<Ref> command, args;  ///< scalars
};

/// A network of a compose project.
struct Network {
  std::string name;       ///< as Docker knows it, where the project says so; else its key
  bool external = false;  ///< others put their containers there
  friend bool operator==(const Network&, const Network&) = default;
};

/// Whether what is on networks may hear of what is on others: one is the same, or where either is
/// not known.
bool may_share(std::span<const Network> one, std::span<const Network> other);

/// A label with its place.
struct LabelAt {
  std::string_view key, value;
  Ref at;
};

/// Something that runs pods: Deployment, StatefulSet, DaemonSet, ReplicaSet, Pod, Job, CronJob,
/// Rollout.
struct Workload {
  const Resource* resource = nullptr;
  Ref pod_spec, pod_metadata;
  std::vector<LabelAt> labels;    ///< of the pods
  std::vector<LabelAt> selector;  ///< spec.selector.matchLabels
  bool has_selector = false;
  bool selector_expressions = false;  ///< matchExpressions: more than `selector` says
  std::vector<Container> containers;  ///< init containers first
  std::string_view service_name;      ///< a StatefulSet's
  bool host_network = false;
  std::string_view network_of;    ///< the compose service whose network it shares; else ""
  std::vector<Network> networks;  ///< of a compose service; empty where they are not known
};

/// The workloads that manifests declare, with their containers.
std::vector<Workload> workloads_of(std::span<const Resource> resources);

}  // namespace fairlead
