#pragma once
#include <functional>
#include <vector>

#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/merge_types.h"
#include "deploy/kustomize/trees/refusal.h"
#include "tree/document.h"

namespace fairlead::kustomize {

/// A patch as it is written: the documents of a file, or of a text in the kustomization.
struct PatchText {
  std::vector<const Node*> documents;  ///< as read_yaml made them
  Span at;                             ///< the path, or the text in the kustomization
};

/// The patch that documents hold; `at` is who names them.
PatchText patch_of(std::span<const Document> documents, Span at);
/// A patch that stands as a text in a scalar. Refused where it is no YAML.
Built<PatchText> inline_patch(Ref text, Edits& edits);

/// A patch that selects nothing, which kustomize passes over.
struct IdlePatch {
  Ref target;
  Span at;
};

/// An object that a patch deletes.
struct RemovedObject {
  Object object;
  Span by;
};

/// Applies patches to the objects of a build.
class Patcher {
 public:
  Patcher(Objects& objects, const MergeTypes& types, Edits& edits)
      : objects_(objects), types_(types), edits_(edits) {}

  /// An entry of `patches`: a strategic merge or JSON 6902, whichever its text is.
  std::optional<Refusal> apply(Ref entry, const PatchText& text);
  /// One of `patchesStrategicMerge`: each document names its object.
  std::optional<Refusal> merge_each(const PatchText& text);
  /// An entry of `patchesJson6902`.
  std::optional<Refusal> apply_json(Ref entry, const PatchText& text);

  const std::vector<IdlePatch>& idle() const { return idle_; }
  const std::vector<RemovedObject>& removed() const { return removed_; }

 private:
  struct Change {
    bool of_name = false, of_kind = false;
  };
  std::optional<Refusal> merge_into(Object& object, const Node& patch, const Change& allowed);
  std::optional<Refusal> merge_by_name(const Node& patch, Span at, const Change& allowed);
  std::optional<Refusal> operate(Ref target, const Node& operations, const PatchText& text,
                                 bool remembers);
  Built<std::vector<Object*>> selected(Ref target, Span at);
  void drop_deleted();

  Objects& objects_;
  const MergeTypes& types_;
  Edits& edits_;
  std::vector<IdlePatch> idle_;
  std::vector<RemovedObject> removed_;
};

}  // namespace fairlead::kustomize
