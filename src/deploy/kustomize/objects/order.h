#pragma once
#include <optional>

#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// Sorts by kinds, those that others need first, then by version and name: what kustomize does
/// unless it is told otherwise.
void sort_by_kind(Objects& objects);
/// Whether fields of a kind come before those of another one.
bool comes_before(const Selected& a, const Selected& b);
/// Sorts as a kustomization's `sortOptions` says.
std::optional<Refusal> sort_as_asked(Objects& objects, Ref options);

}  // namespace fairlead::kustomize
