#include "deploy/kustomize/build/built_ins.h"

#include <fmt/format.h>

#include "deploy/kustomize/build/charts.h"
#include "deploy/kustomize/steps/generators.h"
#include "deploy/kustomize/steps/hash.h"
#include "deploy/kustomize/steps/replacements.h"
#include "deploy/kustomize/steps/transformers.h"

namespace fairlead::kustomize {

bool BuiltIns::is_built_in(const Object& configuration) {
  const ObjectId id = configuration.id();
  if (id.group.empty() && id.version == "builtin") return true;
  build_.fault(Fault::Kind::plugin,
               fmt::format("{} `{}` is a program of its own", id.kind, id.name),
               configuration.root->span());
  return false;
}

Build::Step BuiltIns::step_of(const Object& configuration) {
  const ObjectId id = configuration.id();
  return {id.kind, configuration.file, id.name};
}

void BuiltIns::generate(const Object& configuration, Build::Accumulated& all) {
  if (!is_built_in(configuration)) return;
  const ObjectId id = configuration.id();
  if (id.kind == "HelmChartInflationGenerator") {
    const Ref entry(configuration.root);
    Build::Target target = target_;
    target.chart_namespace = {};  // the kustomization's own is for `helmCharts` alone
    return Charts(build_, target, entry, entry).add(all);
  }
  const bool is_secret = id.kind == "SecretGenerator";
  if (!is_secret && id.kind != "ConfigMapGenerator")
    return build_.fault(Fault::Kind::not_done, fmt::format("{} is not built", id.kind),
                        configuration.root->span());
  // What names the configuration names what is made.
  const Ref root(configuration.root), metadata = root["metadata"];
  Edits& edits = build_.edits_;
  const Node* entry = configuration.root;
  for (const std::string_view field : {"name", "namespace"})
    if (const Ref value = metadata[field]; value && root[field].text().empty())
      entry = edits.with(*entry, field, *value, value.span());
  auto made =
      generated({Ref(entry), is_secret, Ref(), target_.file}, build_.reader(target_), edits);
  if (made) build_.note_origin(target_, step_of(configuration), *made);
  build_.take(made ? absorb(all.objects, std::move(*made), edits) : made.error());
}

bool BuiltIns::set_fields(std::string_view kind, Ref root, Build::Accumulated& all) {
  const FieldSpecs fields = field_specs(root["fieldSpecs"]);
  Edits& edits = build_.edits_;
  if (kind == "PrefixTransformer")
    return add_prefix(all.objects, root["prefix"], fields, edits), true;
  if (kind == "SuffixTransformer")
    return add_suffix(all.objects, root["suffix"], fields, edits), true;
  if (kind == "PrefixSuffixTransformer") {
    add_prefix(all.objects, root["prefix"], fields, edits);
    add_suffix(all.objects, root["suffix"], fields, edits);
    return true;
  }
  if (kind == "NamespaceTransformer") {
    const std::string_view word = root["setRoleBindingSubjects"].text();
    const Subjects subjects = word == "none"                 ? Subjects::none
                              : word == "allServiceAccounts" ? Subjects::service_accounts
                                                             : Subjects::called_default;
    const NamespaceChange change{root["metadata"]["namespace"], fields, subjects,
                                 root["unsetOnly"].boolean()};
    return build_.take(set_namespace(all.objects, change, edits)), true;
  }
  if (kind == "LabelTransformer")
    return build_.take(set_pairs(all.objects, root["labels"], fields, edits)), true;
  if (kind == "AnnotationsTransformer")
    return build_.take(set_pairs(all.objects, root["annotations"], fields, edits)), true;
  if (kind == "ImageTagTransformer")
    return build_.take(refusal_of(set_image(all.objects, root["imageTag"], fields, edits))), true;
  if (kind == "ReplicaCountTransformer")
    return build_.take(set_replicas(all.objects, root["replica"], fields, edits)), true;
  return false;
}

bool BuiltIns::patch(std::string_view kind, Ref root, Build::Accumulated& all) {
  Patcher patcher(all.objects, build_.types_, build_.edits_);
  if (kind == "PatchTransformer" || kind == "PatchJson6902Transformer") {
    const bool is_json = kind == "PatchJson6902Transformer";
    // The older one calls its text otherwise.
    const Node* entry = root.node();
    if (const Ref operations = root["jsonOp"]; is_json && operations)
      entry = build_.edits_.with(*entry, "patch", *operations, operations.span());
    if (const auto text = build_.patch_text(target_, Ref(entry)))
      build_.take(is_json ? patcher.apply_json(root, *text) : patcher.apply(root, *text));
  } else if (kind == "PatchStrategicMergeTransformer") {
    for (const Node* path : root["paths"].items()) {
      const File* file = build_.file_at(target_, Ref(path), path->text());
      if (file) build_.take(patcher.merge_each(patch_of(file->tree.documents, path->span())));
    }
    if (const Ref patches = root["patches"]; !patches.text().empty())
      if (const auto text = build_.inline_patch(patches)) build_.take(patcher.merge_each(*text));
  } else {
    return false;
  }
  build_.note(patcher);
  return true;
}

void BuiltIns::transform(const Object& configuration, Build::Accumulated& all) {
  if (!is_built_in(configuration)) return;
  const Ref root(configuration.root);
  const std::string_view kind = root["kind"].text();
  if (set_fields(kind, root, all) || patch(kind, root, all))
    return build_.note_change(target_, step_of(configuration), all);
  if (kind == "ReplacementTransformer") {
    for (const Node* entry : root["replacements"].items()) replace(Ref(entry), all);
  } else if (kind == "HashTransformer") {
    add_hashes(all.objects, build_.edits_);
  } else if (kind == "ValueAddTransformer") {
    build_.fault(Fault::Kind::not_done, fmt::format("{} is not applied", kind), root.span());
  } else {
    build_.take(Refusal{fmt::format("kustomize has no built-in {}", kind), root["kind"].span()});
  }
}

void BuiltIns::replace(Ref entry, Build::Accumulated& all) {
  const Ref path = entry["path"];
  if (path.text().empty()) {
    build_.take(kustomize::replace(all.objects, entry, build_.edits_));
    return;
  }
  if (entry["source"] || !entry["targets"].items().empty()) {
    build_.take(Refusal{"a replacement has either `path` or fields of its own", entry.span()});
    return;
  }
  const File* file = build_.file_at(target_, path, path.text());
  if (!file) return;
  const Ref root = first_root(*file);
  if (root && root->is_mapping()) build_.take(kustomize::replace(all.objects, root, build_.edits_));
  for (const Node* each : root.items())
    if (!build_.stopped()) build_.take(kustomize::replace(all.objects, Ref(each), build_.edits_));
}

}  // namespace fairlead::kustomize
