#include "deploy/flux/alteration_of.h"

#include "base/filled_in.h"
#include "deploy/flux/references.h"
#include "tree/scalar.h"

namespace fairlead::flux {
namespace {

void add_items(Ref list, std::vector<Ref>& all) {
  for (const Node* item : list.items()) all.emplace_back(item);
}

KustomizeOverrides overrides_of(Ref spec) {
  KustomizeOverrides made;
  made.is_flux = true;
  made.name_prefix = spec["namePrefix"];
  made.name_suffix = spec["nameSuffix"];
  made.namespace_name = spec["targetNamespace"];
  made.common_metadata = spec["commonMetadata"];
  made.ignore_missing_components = spec["ignoreMissingComponents"].boolean();
  add_items(spec["images"], made.images);
  add_items(spec["patches"], made.patches);
  add_items(spec["patchesStrategicMerge"], made.strategic_patches);
  add_items(spec["patchesJson6902"], made.json_patches);
  add_items(spec["components"], made.components);
  add_items(spec["buildMetadata"], made.build_metadata);
  return made;
}

/// A key as JSON has it: an unquoted `N` is called `false`.
std::string name_of(const Entry& entry) {
  const Node& key = *entry.key;
  return key.is_string() ? std::string(key.text()) : json_key(key);
}

void add_entries(const NamedText& text, Substitution& made) {
  for (const std::string_view field : {"data", "stringData"}) {
    for (const Entry& each : text.root[field].entries()) {
      std::string name = name_of(each);
      if (const Ref value = text.at(name))
        made.given.push_back({name, value, text.is_encoded(name)});
    }
  }
}

Substitution substitution_of(const Resource& resource, const ObjectsInView& objects,
                             Installation& installation) {
  Substitution made;
  const Ref build = resource.root["spec"]["postBuild"];
  if (!build.present()) return made;
  made.at = build;
  made.always = build["substituteStrategy"].text() == "Always";
  made.open = resource.partial || resource.open_keys || objects.written().patches_kustomizations();
  for (const Node* item : build["substituteFrom"].items()) {
    Reference from = refer(Ref(item), "", resource, objects);
    if (!from.text) {
      made.open = true;
    } else if (from.text->is_veiled) {
      made.open = made.open || from.text->is_open;
      for (const std::string_view key : from.text->keys) {
        made.veiled.emplace(key);
        std::erase_if(made.given, [&](const GivenVariable& each) { return each.name == key; });
      }
    } else {
      made.open = made.open || from.text->is_open;
      add_entries(*from.text, made);
    }
    installation.objects.push_back(std::move(from.named));
  }
  for (const Entry& each : build["substitute"].entries())
    made.given.push_back({name_of(each), Ref(each)});
  // What is filled in itself before it is given is not known yet.
  for (const GivenVariable& each : made.given)
    if (is_filled_in(each.value.text())) made.veiled.insert(each.name);
  std::erase_if(made.given,
                [](const GivenVariable& each) { return is_filled_in(each.value.text()); });
  return made;
}

}  // namespace

std::shared_ptr<const Alteration> alteration_of(const Resource& kustomization,
                                                const ObjectsInView& objects,
                                                Installation& installation) {
  Alteration made;
  made.kustomize = overrides_of(kustomization.root["spec"]);
  made.substitution = substitution_of(kustomization, objects, installation);
  if (made.kustomize.empty() && !made.substitution.at.present()) return nullptr;
  made.by = kustomization.label();
  made.at = kustomization.root["metadata"]["name"];
  return std::make_shared<const Alteration>(std::move(made));
}

}  // namespace fairlead::flux
