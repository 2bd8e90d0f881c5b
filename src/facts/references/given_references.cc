#include <algorithm>
#include <array>
#include <map>

#include "base/filled_in.h"
#include "facts/references/references.h"

namespace fairlead {
namespace {

constexpr std::string_view no_start = "its pods do not start";

/// A mapping that names a Secret or ConfigMap wherever it stands in the values of a chart:
/// Kubernetes' own, which templates hand on as they are.
struct GivenForm {
  std::string_view name;  ///< how the path of the name ends
  ReferenceRow row;       ///< its parts lie beside the name
};
constexpr std::array<GivenForm, 4> forms = {{
    {".secretKeyRef.name", {.by = "", .at = "", .to = "Secret", .effect = no_start, .part = "key"}},
    {".configMapKeyRef.name",
     {.by = "", .at = "", .to = "ConfigMap", .effect = no_start, .part = "key"}},
    {".secretRef.name", {.by = "", .at = "", .to = "Secret", .effect = no_start}},
    {".configMapRef.name", {.by = "", .at = "", .to = "ConfigMap", .effect = no_start}},
}};

using ByPath = std::map<std::string_view, const ValuesLeaf*>;

Ref beside(const ByPath& leaves, std::string_view name, std::string_view key) {
  const std::string path = std::string(name.substr(0, name.rfind('.') + 1)) + std::string(key);
  const auto found = leaves.find(path);
  return found == leaves.end() ? Ref() : Ref(found->second->value);
}

void visit_leaf(const Release& release, const ByPath& leaves, const ValuesLeaf& leaf,
                const std::function<void(const Reference&)>& visit) {
  const auto form = std::ranges::find_if(
      forms, [&](const GivenForm& each) { return leaf.path.ends_with(each.name); });
  if (form == forms.end() || beside(leaves, leaf.path, "optional").boolean()) return;
  const Ref name(leaf.value);
  if (name.text().empty() || is_filled_in(name.text())) return;
  Reference made{form->row,
                 *release.resource,
                 {std::string(form->row.to), std::string(name.text()), release.namespace_name},
                 name,
                 {}};
  const Ref part = form->row.part.empty() ? Ref() : beside(leaves, leaf.path, form->row.part);
  if (!part.text().empty() && !is_filled_in(part.text())) made.parts.push_back(part);
  visit(made);
}

}  // namespace

void for_each_given_reference(const Facts& facts,
                              const std::function<void(const Reference&)>& visit) {
  for (const ReleaseLeaves& given : facts.given) {
    if (given.release->namespace_name.empty()) continue;
    ByPath leaves;
    for (const ValuesLeaf& leaf : given.leaves) leaves.emplace(leaf.path, &leaf);
    for (const ValuesLeaf& leaf : given.leaves) visit_leaf(*given.release, leaves, leaf, visit);
  }
}

}  // namespace fairlead
