#pragma once
#include <string>
#include <vector>

#include "source/span.h"
#include "tree/node.h"

namespace fairlead {

/// An object of a build that was called otherwise before, or is gone.
struct FormerName {
  std::string kind, name;          ///< as it was
  std::string namespace_name;      ///< the same; "" where it had none
  std::string now, now_namespace;  ///< what it is called; "" where it is removed
  bool removed = false;
  Span by;  ///< a byte of what changed or removed it; no place: not known
};

/// A field with the name of a generated ConfigMap or Secret that does not follow the name: the
/// object gets a hash behind it, and the field does not.
struct UnfollowedName {
  Ref at;                        ///< the scalar with the name
  std::string name, kind;        ///< of the generated object, without its hash
  std::string namespace_name;    ///< the same; "" where it has none
  std::string by_kind, by_name;  ///< the object that has the field
  std::string by_namespace;
  bool is_known_field = false;  ///< kustomize follows it, but not into another namespace
  Span generator;               ///< the name in the generator's entry
};

/// An entry of `images` whose name no container of the build has.
struct IdleImage {
  Ref name;
  std::string near;  ///< an image that is there under nearly the same name; "": none
};

/// An object in a file beside a kustomization that does not list it.
struct LeftObject {
  std::string kind, name;  ///< what it is for those who ask: an ExternalSecret is a Secret
  std::string namespace_name;
  Span at;  ///< its name
};

/// A chart that a kustomization renders.
struct BuiltChart {
  Span name;              ///< in its entry
  std::string directory;  ///< where it lies, or its archive
  std::string release;
};

/// What a kustomization makes of names beside its objects: rules of the family `kustomize` tell it,
/// and lookups of names go by it.
struct KustomizeFaults {
  std::vector<FormerName> former_names;  ///< sorted by name
  std::vector<UnfollowedName> unfollowed;
  std::vector<IdleImage> idle_images;
  std::vector<LeftObject> beside;  ///< sorted by name
  std::vector<Ref> outside;        ///< files that lie outside of the kustomization that names them
  std::vector<BuiltChart> charts;
};

}  // namespace fairlead
