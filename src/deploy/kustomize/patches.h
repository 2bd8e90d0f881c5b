#pragma once
#include "deploy/kustomize/graph.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Marks the resources that a kustomization's patches may change in a way that matters to wiring as
/// partial, as long as patches are not applied. Patches of replicas or resource limits
/// leave no mark.
void mark_patched(const Kustomization& kustomization, std::span<Resource> resources,
                  std::vector<Gap>& gaps);

}  // namespace fairlead
