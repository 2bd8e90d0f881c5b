#pragma once
#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// What kustomize appends to the name of a generated ConfigMap or Secret: ten letters made of its
/// content. "" for other kinds, of which nobody knows them.
std::string content_hash(const Object& object, SourceMap& sources);

/// Appends the hashes of their contents to the names that ask for it.
void add_hashes(Objects& objects, Edits& edits);

/// Of the same objects, that their names change, where the hashes themselves are left out.
void remember_names_without_hash(Objects& objects);

}  // namespace fairlead::kustomize
