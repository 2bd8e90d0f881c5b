#include "deploy/alterations.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deploy/flux/substitution/substitute.h"

namespace fairlead {
namespace {

class Changer {
 public:
  Changer(const Alteration& alteration, const SourceMap& sources, Rendered& rendered)
      : alteration_(alteration), sources_(sources), rendered_(rendered) {}

  void apply() {
    const KustomizeOverrides& given = alteration_.kustomize;
    for (const Ref& patch : given.patches) leave_patch(patch);
    for (const Ref& patch : given.json_patches) leave_patch(patch);
    for (const Ref& patch : given.strategic_patches)
      mark(patch["kind"].text(), patch["metadata"]["name"].text(), patch, "a patch");
    for (const Ref& component : given.components) {
      rendered_.open = true;
      mark("", "", component, "a component");
    }
    for (const Ref& affix : {given.name_prefix, given.name_suffix}) {
      if (affix.text().empty()) continue;
      rendered_.open = true;
      leave(affix, "a prefix or suffix of names");
    }
    if (given.common_labels.present() && !given.label_without_selector)
      leave(given.common_labels, "labels of all objects");
    const Ref space = given.namespace_name;
    if (!space.text().empty()) place(space);
  }

 private:
  void place(Ref space) {
    for (Resource& resource : rendered_.resources) {
      if (resource.cluster_scoped) continue;
      resource.namespace_at = space;
      resource.namespace_name = space.text();
    }
  }

  void leave_patch(Ref patch) {
    const Ref target = patch["target"];
    if (target.present())
      return mark(target["kind"].text(), target["name"].text(), patch, "a patch");
    mark("", "", patch, "a patch");
  }

  /// A target's name is a regular expression: it is taken for any.
  void mark(std::string_view kind, std::string_view, Ref at, std::string_view what) {
    for (Resource& resource : rendered_.resources) {
      if (!kind.empty() && resource.kind != kind) continue;
      // Of a Kustomization of Flux most that is patched is what it fills in, not what it deploys.
      if (resource.group() == "kustomize.toolkit.fluxcd.io" && !moves(at["patch"].text()))
        resource.open_keys = true;
      else
        resource.partial = true;
    }
    leave(at, what);
  }

  /// Whether a patch's text may change which path is deployed, and where to.
  static bool moves(std::string_view patch) {
    if (patch.empty()) return true;
    for (const std::string_view field : {"path:", "/path", "targetNamespace", "sourceRef/name"})
      if (contains(patch, field)) return true;
    return false;
  }

  void leave(Ref at, std::string_view what) {
    const Span place = at.span();
    rendered_.gaps.push_back({place.is_place() ? sources_.name(place.source) : std::string(), place,
                              fmt::format("{} of {}", what, alteration_.by),
                              "what an object changes of what it deploys is not applied yet",
                              GapKind::release});
  }

  const Alteration& alteration_;
  const SourceMap& sources_;
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
  Changer(*unit.altered, sources, rendered).apply();
  flux::substitute(*unit.altered, sources, arena, rendered);
}

}  // namespace fairlead
