#pragma once
#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// What was read, and why not all of it.
struct Loaded {
  Objects objects;
  std::optional<Refusal> refusal;
};

/// The objects of a file as kustomize reads them: of a List its items, behind all others. Refused
/// where one has no kind or no name.
Loaded objects_of(std::span<const Document> documents, const File* file, Edits& edits);

/// Adds objects to those that there are. Refused where one is there already, and passed over; `at`
/// is who lists it.
std::optional<Refusal> append(Objects& all, Objects added, Span at);

}  // namespace fairlead::kustomize
