#include <fmt/format.h>

#include "base/text.h"
#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/build/built_ins.h"
#include "deploy/kustomize/steps/patches.h"
#include "deploy/kustomize/steps/transformers.h"

// What the fields of a kustomization change, in the order in which kustomize applies them.

namespace fairlead::kustomize {

void Build::transform(const Target& target, Accumulated& all) {
  using Part = void (Build::*)(const Target&, Accumulated&);
  for (const Part part :
       {&Build::patch, &Build::change_names, &Build::change_labels, &Build::replace_values})
    if (!stopped()) (this->*part)(target, all);
  if (stopped()) return;
  for (const Object& each : configured(target, target.root["transformers"]))
    if (!stopped()) BuiltIns(*this, target).transform(each, all);
}

void Build::note(const Patcher& patcher) {
  const auto add = [](const auto& more, auto& all) {
    all.insert(all.end(), more.begin(), more.end());
  };
  add(patcher.idle(), noted_.idle_patches);
  add(patcher.removed(), noted_.removed);
}

std::optional<PatchText> Build::inline_patch(Ref text) {
  auto made = kustomize::inline_patch(text, edits_);
  if (!made) return take(made.error()), std::nullopt;
  return std::move(*made);
}

std::optional<PatchText> Build::patch_text(const Target& target, Ref entry) {
  const Ref path = entry["path"], text = entry["patch"];
  const bool is_text = !trimmed(text.text()).empty();
  if (is_text == !path.text().empty()) {
    fault(Fault::Kind::refused, "a patch has either `path` or `patch`", entry.span());
    return std::nullopt;
  }
  if (is_text) return inline_patch(text);
  const File* file = file_at(target, path, path.text());
  if (!file) return std::nullopt;
  if (!file->tree.problems.empty()) {
    unreadable(file->tree.problems.front().at);
    return std::nullopt;
  }
  return patch_of(file->tree.documents, path.span());
}

void Build::patch(const Target& target, Accumulated& all) {
  Patcher patcher(all.objects, types_, edits_);
  std::size_t documents = 0;
  const Ref merges = target.root["patchesStrategicMerge"];
  for (const Node* item : merges.items()) {
    if (stopped()) return;
    const Ref at(item);
    std::optional<PatchText> text;
    if (contains(item->text(), "\n")) {
      text = inline_patch(at);
    } else if (const File* file = file_at(target, at, item->text())) {
      text = patch_of(file->tree.documents, item->span());
    }
    if (!text) continue;
    documents += text->documents.size();
    take(patcher.merge_each(*text));
  }
  if (!merges.items().empty()) note_change(target, {"PatchStrategicMergeTransformer"}, all);
  if (documents == 0 && !merges.items().empty() && faults_.empty())
    take(Refusal{"all patches are empty", merges.span()});
  for (const Node* item : target.root["patches"].items()) {
    if (stopped()) return;
    if (const auto text = patch_text(target, Ref(item))) take(patcher.apply(Ref(item), *text));
    note_change(target, {"PatchTransformer"}, all);
  }
  note(patcher);
}

void Build::change_names(const Target& target, Accumulated& all) {
  const Configuration& added = all.configuration;
  if (const Ref name = target.root["namespace"]; !name.text().empty()) {
    const FieldSpecs fields = all_fields(fields::namespaces(), added.namespaces);
    take(set_namespace(all.objects, {name, fields}, edits_));
    note_change(target, {"NamespaceTransformer"}, all);
  }
  constexpr FieldSpec own_name{{}, "metadata/name", false};
  const std::span<const FieldSpec> standard(&own_name, 1);
  if (const Ref prefix = target.root["namePrefix"]; !prefix.text().empty()) {
    add_prefix(all.objects, prefix, all_fields(standard, added.name_prefix), edits_);
    note_change(target, {"PrefixTransformer"}, all);
  }
  if (const Ref suffix = target.root["nameSuffix"]; !suffix.text().empty()) {
    add_suffix(all.objects, suffix, all_fields(standard, added.name_suffix), edits_);
    note_change(target, {"SuffixTransformer"}, all);
  }
}

void Build::change_labels(const Target& target, Accumulated& all) {
  const Ref labels = target.root["labels"], common_labels = target.root["commonLabels"];
  const Ref annotations = target.root["commonAnnotations"];
  if (!labels && !common_labels && !annotations) return;
  const Configuration& added = all.configuration;
  FieldSpecs common = all_fields(fields::common_labels(), {});
  add_fields(fields::metadata_labels(), common);
  common = all_fields(common, added.common_labels);
  constexpr FieldSpec own_labels{{}, "metadata/labels", true};
  for (const Node* item : labels.items()) {
    const Ref label(item);
    FieldSpecs specs = field_specs(label["fields"]);
    bool fits = add_fields(added.labels, specs);
    if (label["includeSelectors"].boolean()) {
      fits = add_fields(common, specs) && fits;
    } else {
      if (label["includeTemplates"].boolean())
        fits =
            add_fields(all_fields(fields::metadata_labels(), added.template_labels), specs) && fits;
      fits = add_fields(std::span(&own_labels, 1), specs) && fits;
    }
    if (!fits) take(Refusal{"conflicting fieldspecs", label.span()});
    take(set_pairs(all.objects, label["pairs"], specs, edits_));
    note_change(target, {"LabelTransformer"}, all);
  }
  take(set_pairs(all.objects, common_labels, common, edits_));
  if (common_labels || labels) note_change(target, {"LabelTransformer"}, all);
  take(set_pairs(all.objects, annotations,
                 all_fields(fields::common_annotations(), added.common_annotations), edits_));
  if (annotations) note_change(target, {"AnnotationsTransformer"}, all);
}

void Build::replace_values(const Target& target, Accumulated& all) {
  Patcher patcher(all.objects, types_, edits_);
  for (const Node* item : target.root["patchesJson6902"].items()) {
    if (stopped()) return;
    if (const auto text = patch_text(target, Ref(item))) take(patcher.apply_json(Ref(item), *text));
    note_change(target, {"PatchJson6902Transformer"}, all);
  }
  note(patcher);
  const FieldSpecs replicas = all_fields(fields::replicas(), all.configuration.replicas);
  for (const Node* item : target.root["replicas"].items()) {
    take(set_replicas(all.objects, Ref(item), replicas, edits_));
    note_change(target, {"ReplicaCountTransformer"}, all);
  }
  const FieldSpecs images = all_fields(fields::images(), all.configuration.images);
  for (const std::string_view field : {"images", "imageTags"})
    for (const Node* item : target.root[field].items()) {
      const Ref entry(item);
      const auto found = set_image(all.objects, entry, images, edits_);
      take(refusal_of(found));
      // Others use a component as well, and may have the image.
      if (found && *found == 0 && target.root["kind"].text() != "Component")
        noted_.idle_images.push_back(entry["name"]);
      note_change(target, {"ImageTagTransformer"}, all);
    }
  for (const Node* item : target.root["replacements"].items()) {
    if (stopped()) return;
    BuiltIns(*this, target).replace(Ref(item), all);
  }
  if (target.root["replacements"]) note_change(target, {"ReplacementTransformer"}, all);
}

}  // namespace fairlead::kustomize
