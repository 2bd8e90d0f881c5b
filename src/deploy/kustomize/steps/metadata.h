#pragma once
#include <string>
#include <string_view>

#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"

namespace fairlead::kustomize {

/// Where an object was made or changed, as `buildMetadata` tells it: YAML.
struct Maker {
  std::string file;       ///< of the kustomization or the configuration, from where one builds
  std::string_view kind;  ///< "PrefixTransformer"
  std::string_view name;  ///< of a configuration; "" of a kustomization's field
};
std::string words_of(const Maker& maker);

/// A path from a directory: "../base/service.yaml".
std::string path_from(std::string_view directory, std::string_view path);

/// Adds annotations that tell where objects come from and what changed them, and the label that
/// says who built them, as a kustomization's `buildMetadata` asks for it.
void add_metadata(Objects& objects, Ref options, Edits& edits);

}  // namespace fairlead::kustomize
