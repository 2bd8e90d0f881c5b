#pragma once
#include "deploy/kustomize/objects/configuration.h"
#include "deploy/kustomize/objects/object.h"

namespace fairlead::kustomize {

/// Makes fields that name other objects follow these through all changes of their names. Refused
/// where several objects may be meant.
std::optional<Refusal> follow_names(Objects& objects, const Configuration& added, Edits& edits);

}  // namespace fairlead::kustomize
