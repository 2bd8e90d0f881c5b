#include "deploy/kustomize/build/overrides.h"

#include <algorithm>

#include "deploy/kustomize/steps/patches.h"
#include "deploy/kustomize/steps/references.h"
#include "deploy/kustomize/steps/transformers.h"

namespace fairlead::kustomize {
namespace {

constexpr FieldSpec own_labels{{}, "metadata/labels", true};
constexpr FieldSpec own_annotations{{}, "metadata/annotations", true};
constexpr FieldSpec own_name{{}, "metadata/name", false};

class Overrides {
 public:
  Overrides(const KustomizeOverrides& given, Objects& objects, Edits& edits)
      : given_(given), objects_(objects), edits_(edits) {}

  std::vector<Refusal> apply() {
    patch();
    names();
    labels();
    for (const Ref entry : given_.json_patches)
      take(Patcher(objects_, types_, edits_)
               .apply_json(entry, {{entry["patch"].node()}, entry.span()}));
    for (const Ref entry : given_.replicas)
      take(set_replicas(objects_, entry, fields::replicas(), edits_));
    for (const Ref entry : given_.images) image(entry);
    FollowedNames followed;
    take(follow_names(objects_, {}, edits_, followed));
    const Ref metadata = given_.common_metadata;
    take(set_pairs(objects_, metadata["labels"], one(own_labels), edits_));
    take(set_pairs(objects_, metadata["annotations"], one(own_annotations), edits_));
    return std::move(refusals_);
  }

 private:
  static std::span<const FieldSpec> one(const FieldSpec& spec) { return {&spec, 1}; }

  void take(const std::optional<Refusal>& refusal) {
    if (refusal) refusals_.push_back(*refusal);
  }

  void patch() {
    Patcher patcher(objects_, types_, edits_);
    for (const Ref tree : given_.strategic_patches)
      take(patcher.merge_each({{tree.node()}, tree.span()}));
    for (const Ref entry : given_.patches) {
      const Ref text = entry["patch"];
      if (!text || !text->is_string()) {
        take(Refusal{"its text is not here", entry.span()});
        continue;
      }
      const auto read = inline_patch(text, edits_);
      take(read ? patcher.apply(entry, *read) : Refusal{read.error().message, text.span()});
    }
  }

  void names() {
    const Ref space = given_.namespace_name;
    if (!space.text().empty()) take(set_namespace(objects_, {space, fields::namespaces()}, edits_));
    if (given_.name_prefix) add_prefix(objects_, given_.name_prefix, one(own_name), edits_);
    if (given_.name_suffix) add_suffix(objects_, given_.name_suffix, one(own_name), edits_);
  }

  void labels() {
    FieldSpecs fields;
    if (given_.label_without_selector) {
      if (given_.label_include_templates) add_fields(fields::metadata_labels(), fields);
      add_fields(one(own_labels), fields);
    } else {
      add_fields(fields::common_labels(), fields);
      add_fields(fields::metadata_labels(), fields);
    }
    take(set_pairs(objects_, given_.common_labels, fields, edits_));
    take(set_pairs(objects_, given_.common_annotations, fields::common_annotations(), edits_));
  }

  /// Flux' entry, or Argo CD's text `[old=]new[:tag][@digest]`.
  void image(Ref entry) {
    if (entry && !entry->is_scalar())
      return take(refusal_of(set_image(objects_, entry, fields::images(), edits_)));
    const Node& text = *entry;
    const std::string_view words = text.text();
    const std::size_t equals = words.find('=');
    const std::size_t begin = equals == words.npos ? 0 : equals + 1;
    const std::size_t at = std::min(words.find('@', begin), words.size());
    const std::size_t slash = std::min(words.find('/', begin), words.size());
    const std::size_t colon = words.find(':', slash == words.size() ? begin : slash);
    const std::size_t end = std::min(colon, at);
    std::vector<Entry> fields;
    const auto add = [&](std::string_view name, std::size_t from, std::size_t to) {
      fields.push_back(
          {edits_.text(name, text.span()), edits_.joined({Piece::part(text, from, to)})});
    };
    add("name", equals == words.npos ? begin : 0, equals == words.npos ? end : equals);
    if (equals != words.npos) add("newName", begin, end);
    if (colon < at) add("newTag", colon + 1, at);
    if (at < words.size()) add("digest", at + 1, words.size());
    take(refusal_of(
        set_image(objects_, Ref(edits_.mapping(fields, text)), fields::images(), edits_)));
  }

  const KustomizeOverrides& given_;
  Objects& objects_;
  Edits& edits_;
  const MergeTypes types_;
  std::vector<Refusal> refusals_;
};

}  // namespace

std::vector<Refusal> apply_overrides(const KustomizeOverrides& given, Objects& objects,
                                     Edits& edits) {
  return Overrides(given, objects, edits).apply();
}

}  // namespace fairlead::kustomize
