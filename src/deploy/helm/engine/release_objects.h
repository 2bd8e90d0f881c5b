#pragma once
#include "deploy/helm/chart/outcome.h"
#include "deploy/helm/engine/target.h"
#include "gotemplate/value/heap.h"

namespace fairlead::helm {

/// `.Release`.
gotemplate::Value release_object(gotemplate::Heap& heap, const Target& target);
/// `.Capabilities` with its methods. A version of Kubernetes that Helm cannot read is a failure.
Outcome<gotemplate::Value> capabilities_object(gotemplate::Heap& heap, const Target& target,
                                               Version version);

}  // namespace fairlead::helm
