#pragma once
#include "deploy/manifests/written_objects.h"
#include "deploy/types/installation.h"

namespace fairlead::flux {

/// An object that one of Flux' refers to, and what is known of it.
struct Reference {
  NamedObject named;
  const NamedText* text = nullptr;  ///< null: not in view
};

/// Finds `{kind, name}` of `entry` in the namespace of `by`, where Flux looks, and `key` in it: ""
/// for all.
Reference refer(Ref entry, std::string_view key, const Resource& by, const ObjectsInView& objects);

}  // namespace fairlead::flux
