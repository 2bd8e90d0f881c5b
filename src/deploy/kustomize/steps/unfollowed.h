#pragma once
#include <vector>

#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/steps/references.h"

namespace fairlead::kustomize {

/// A field that asks for a generated ConfigMap or Secret by the name that it has without its hash.
struct Unfollowed {
  Ref at;                           ///< the scalar with the name
  const Node* by = nullptr;         ///< the object that has the field
  const Node* generated = nullptr;  ///< the object that is meant
  Ref generator;                    ///< the entry that makes it
  bool is_known = false;            ///< kustomize follows the field, but not into this namespace
};

/// The fields that name what is generated and were not followed: in custom resources of which
/// kustomize knows no references, and in objects of another namespace.
std::vector<Unfollowed> unfollowed_names(const Objects& objects, const FollowedNames& names);

}  // namespace fairlead::kustomize
