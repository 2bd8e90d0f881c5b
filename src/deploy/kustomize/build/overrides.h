#pragma once
#include <vector>

#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"
#include "deploy/types/kustomize_overrides.h"

namespace fairlead::kustomize {

/// Changes objects as an overlay of them would that has what an Application or a Flux
/// Kustomization gives. Both put it into the kustomization itself, which differs where that has a
/// prefix of its own. Components are left out. What is refused is not done.
std::vector<Refusal> apply_overrides(const KustomizeOverrides& given, Objects& objects,
                                     Edits& edits);

}  // namespace fairlead::kustomize
