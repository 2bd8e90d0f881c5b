#pragma once
#include <span>
#include <vector>

#include "facts/cluster/holder.h"
#include "facts/cluster/workload.h"

namespace fairlead {

/// A variable as the program sees it: from `env`, or from every key of an envFrom.
struct Setting {
  std::string_view name;
  Span name_at;       ///< where the name is written: the env entry's name, or the key in the Secret
  WrittenText value;  ///< empty where it is not in view
  const EnvVar* variable = nullptr;   ///< null for envFrom
  const EnvFrom* env_from = nullptr;  ///< null for env
};

/// What each container's program sees, in the order in which the kubelet resolves it.
struct ContainerSettings {
  const Workload* workload = nullptr;
  const Container* container = nullptr;
  std::vector<Setting> settings;  ///< envFrom first, then env; a later one wins
  bool open = false;              ///< an envFrom or a fieldRef brings names that are not in view
};

/// What all containers of a unit are given: where thousands take the same thousands of keys, they
/// would be as many as both multiplied. No cluster has a hundred thousand.
inline constexpr std::size_t most_settings = 500'000;

struct SettingsTable {
  std::vector<ContainerSettings> containers;  ///< of all workloads, in order
  std::vector<Gap> gaps;                      ///< containers that were not given all
};

/// What each container's program sees in its environment: the literals, and the keys of `holders`.
SettingsTable settings_of(std::span<const Workload> workloads, std::span<const Holder> holders);

/// The gap of a container beyond `most_settings`.
Gap too_many_settings(const Container& container);

}  // namespace fairlead
