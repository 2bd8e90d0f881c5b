#pragma once
#include "deploy/kustomize/objects/configuration.h"
#include "deploy/kustomize/objects/object.h"

namespace fairlead::kustomize {

/// Adds a kustomization's `vars` to those that there are, and notes at the objects that they name
/// that they are asked. Refused where one is there already, or several objects may be meant.
std::optional<Refusal> add_vars(Ref entries, Objects& objects, std::vector<Ref>& vars);

/// Puts the values of all vars in for `$(NAME)`.
std::optional<Refusal> put_vars(Objects& objects, std::span<const Ref> vars,
                                std::span<const FieldSpec> fields, Edits& edits);

}  // namespace fairlead::kustomize
