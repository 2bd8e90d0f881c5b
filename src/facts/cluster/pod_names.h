#pragma once
#include <optional>
#include <span>
#include <vector>

#include "facts/cluster/selection.h"

namespace fairlead {

/// The names that pods have below a Service (its selection is given): those of StatefulSets whose
/// `serviceName` it is. Nothing where others may have one: a Service without a selector, pods that
/// are not in view, a `hostname` in a pod's template. `resources` tells what scales them.
std::optional<std::vector<PodNames>> pod_names(const Service& service, const Selection& selection,
                                               std::span<const Resource> resources);

/// Whether one of them is called `pod`, or may be.
bool is_among(std::span<const PodNames> names, std::string_view pod);

}  // namespace fairlead
