#include "deploy/alterations.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "deploy/flux/substitution/substitute.h"
#include "deploy/kustomize/build/overrides.h"
#include "deploy/kustomize/noted_faults.h"
#include "deploy/manifests/manifests.h"

namespace fairlead {
namespace {

/// Puts what kustomize would change into the resources that a unit has built.
class Changer {
 public:
  /// `is_built`: the build has added the components.
  Changer(const Alteration& alteration, bool is_built, SourceMap& sources, Arena& arena,
          Rendered& rendered)
      : alteration_(alteration),
        is_built_(is_built),
        sources_(sources),
        edits_(sources, arena),
        rendered_(rendered) {}

  void apply() {
    const KustomizeOverrides& given = alteration_.kustomize;
    for (const Ref& component : given.components) {
      if (is_built_) break;
      rendered_.open = true;
      leave(component.span(), "a component");
    }
    if (given.empty()) return;
    kustomize::Objects objects;
    for (const Resource& resource : rendered_.resources) {
      if (!resource.root) continue;
      objects.emplace_back().root = resource.root.node();
      objects.back().file = resource.file;
      objects.back().number = static_cast<std::uint32_t>(&resource - rendered_.resources.data());
    }
    const kustomize::Objects before = objects;
    for (const kustomize::Refusal& refusal : apply_overrides(given, objects, edits_))
      leave(refusal.at, "a change");
    note_names(before, objects);
    take(objects);
  }

 private:
  /// The names that it changes besides those that a build has changed.
  void note_names(const kustomize::Objects& before, const kustomize::Objects& objects) {
    if (!rendered_.kustomize_faults)
      rendered_.kustomize_faults = std::make_shared<KustomizeFaults>();
    KustomizeFaults& faults = *rendered_.kustomize_faults;
    note_former_names(objects, sources_, faults.former_names);
    const Ref by = alteration_.at;
    std::set<std::uint32_t> left;
    for (const kustomize::Object& each : objects) left.insert(each.number);
    for (const kustomize::Object& each : before)
      if (!left.contains(each.number))
        note_removed(each, by ? sources_.blame(by.span()).edit : Span{}, faults.former_names);
    std::ranges::stable_sort(faults.former_names, {}, &FormerName::name);
    // A namespace for all is given before names are followed.
    if (alteration_.kustomize.namespace_name.present())
      std::erase_if(faults.unfollowed, [](const UnfollowedName& each) {
        return each.is_known_field && each.namespace_name != each.by_namespace;
      });
  }

  void take(const kustomize::Objects& objects) {
    std::vector<Resource> changed;
    for (const kustomize::Object& object : objects) {
      const Resource& before = rendered_.resources[object.number];
      if (object.root == before.root.node()) {
        changed.push_back(before);
        continue;
      }
      const std::size_t first = changed.size();
      add_objects(*before.file, Ref(object.root), changed);
      for (Resource& resource : std::span(changed).subspan(first)) keep(before, resource);
    }
    rendered_.resources = std::move(changed);
  }

  /// What is known of an object besides what it says.
  static void keep(const Resource& before, Resource& resource) {
    resource.partial = before.partial;
    resource.open_keys = before.open_keys;
    resource.filled_in = before.filled_in;
    if (!resource.cluster_scoped && resource.namespace_name.empty()) {
      resource.namespace_name = before.namespace_name;
      resource.namespace_at = before.namespace_at;
    }
  }

  /// What could not be done may have changed any object.
  void leave(Span at, std::string_view what) {
    for (Resource& resource : rendered_.resources) resource.partial = true;
    const Span place = at.is_place() ? sources_.blame(at).edit : at;
    rendered_.gaps.push_back({place.is_place() ? sources_.name(place.source) : std::string(), place,
                              fmt::format("{} of {}", what, alteration_.by),
                              "what an object changes of what it deploys cannot be applied here",
                              GapKind::release});
  }

  const Alteration& alteration_;
  const bool is_built_;
  SourceMap& sources_;
  kustomize::Edits edits_;
  Rendered& rendered_;
};

}  // namespace

void apply_alteration(const Unit& unit, SourceMap& sources, Arena& arena, Rendered& rendered) {
  if (!unit.release_namespace.empty()) {
    for (Resource& resource : rendered.resources)
      if (!resource.cluster_scoped && resource.namespace_name.empty())
        resource.namespace_name = unit.release_namespace;
  }
  if (!unit.altered) return;
  for (const GivenVariable& each : unit.altered->substitution.given) {
    const SourceId source = each.value.span().source;
    if (each.value.span().is_place() && sources.is_written(source))
      rendered.inputs.push_back(sources.name(source));
  }
  Changer(*unit.altered, unit.kind == UnitKind::kustomization, sources, arena, rendered).apply();
  flux::substitute(*unit.altered, sources, arena, rendered);
}

}  // namespace fairlead
