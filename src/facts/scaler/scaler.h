#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"
#include "facts/cluster/settings.h"
#include "facts/scaler/trigger_types.h"

namespace fairlead {

/// What a trigger is given for one parameter, as `address` or as `addressFromEnv`.
struct TriggerValue {
  std::string_view name;      ///< of the parameter: "address" for both
  std::string_view variable;  ///< the variable that KEDA reads in the container; "": none
  Ref at;                     ///< the value in the trigger's metadata
  /// What the parameter is set to; empty where it is not in view. KEDA puts `$(X)` in itself.
  WrittenText text;
};

/// Something that KEDA measures.
struct Trigger {
  std::string_view type;
  Ref at, metadata;
  const RedisTriggerType* redis = nullptr;  ///< null: it watches something else
  Ref authentication;                       ///< its authenticationRef
  std::vector<TriggerValue> values;         ///< of its metadata, in order

  /// What its metadata say of a parameter, or null. Of alternative names the first.
  const TriggerValue* find(std::string_view name) const;
  const TriggerValue* find_any(std::span<const std::string_view> names) const;
};

enum class ScalerKind : std::uint8_t { scaled_object, scaled_job, autoscaler };

/// What changes the number of a workload's pods: a ScaledObject or ScaledJob of KEDA, or a
/// HorizontalPodAutoscaler.
struct Scaler {
  const Resource* resource = nullptr;
  ScalerKind kind{};
  Ref target;  ///< scaleTargetRef; a ScaledJob has none
  std::string_view target_kind = {}, target_group = {}, target_name = {};
  const Workload* workload = nullptr;           ///< what it scales, where that is in this unit
  const Container* container = nullptr;         ///< whose variables KEDA reads
  const ContainerSettings* settings = nullptr;  ///< of that container
  std::vector<Trigger> triggers;

  /// "ScaledObject", "ScaledJob" or "HorizontalPodAutoscaler".
  std::string_view word() const { return resource->kind; }
};

/// All scalers among the resources; what they scale is one of `workloads`. All must outlive them.
std::vector<Scaler> scalers_of(std::span<const Resource> resources,
                               std::span<const Workload> workloads,
                               std::span<const ContainerSettings> settings);

}  // namespace fairlead
