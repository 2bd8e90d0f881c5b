#pragma once
#include <vector>

#include "tree/node.h"

namespace fairlead {

/// What an Application's `kustomize` or a Flux Kustomization changes of the kustomization at its
/// path, as it is written there: before the build, as if it stood in that file. Places that are
/// not given are empty.
struct KustomizeOverrides {
  Ref name_prefix, name_suffix;
  Ref namespace_name;  ///< Flux: targetNamespace
  Ref common_labels;   ///< Argo CD alone, and what follows up to `annotations_filled_in`
  bool force_common_labels = false;
  bool label_without_selector = false;
  bool label_include_templates = false;
  Ref common_annotations;
  bool annotations_filled_in = false;  ///< `$ARGOCD_APP_…` in them are variables
  std::vector<Ref> images;    ///< Flux: {name, newName, newTag, digest}; else `old=new:tag`
  std::vector<Ref> replicas;  ///< {name, count}
  std::vector<Ref> patches;   ///< {patch, target}, behind those of the file
  std::vector<Ref> strategic_patches;  ///< Flux' patchesStrategicMerge: trees
  std::vector<Ref> json_patches;       ///< Flux' patchesJson6902: {patch (a list), target}
  std::vector<Ref> components;
  bool ignore_missing_components = false;
  Ref common_metadata;  ///< Flux: {labels, annotations}, put on after the build
  std::vector<Ref> build_metadata;
  bool is_flux = false;

  bool empty() const {
    const auto none = [](const Ref& each) { return !each.present(); };
    return none(name_prefix) && none(name_suffix) && none(namespace_name) && none(common_labels) &&
           none(common_annotations) && none(common_metadata) && images.empty() &&
           replicas.empty() && patches.empty() && strategic_patches.empty() &&
           json_patches.empty() && components.empty() && build_metadata.empty();
  }
};

}  // namespace fairlead
