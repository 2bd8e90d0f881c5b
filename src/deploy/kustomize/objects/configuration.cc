#include "deploy/kustomize/objects/configuration.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/kustomize/objects/order.h"

namespace fairlead::kustomize {
namespace {

bool is_same(const Selected& a, const Selected& b) {
  return a.group == b.group && a.version == b.version && a.kind == b.kind;
}

/// Whether `selector` selects all that `of` does.
bool selects(const Selected& selector, const Selected& of) {
  const auto fits = [](std::string_view wanted, std::string_view is) {
    return wanted.empty() || wanted == is;
  };
  return fits(selector.group, of.group) && fits(selector.version, of.version) &&
         fits(selector.kind, of.kind);
}

Selected selected(Ref at) { return {at["group"].text(), at["version"].text(), at["kind"].text()}; }

struct Field {
  std::string_view name;
  FieldSpecs Configuration::*list;
};

constexpr Field all_lists[] = {{"namePrefix", &Configuration::name_prefix},
                               {"nameSuffix", &Configuration::name_suffix},
                               {"namespace", &Configuration::namespaces},
                               {"commonLabels", &Configuration::common_labels},
                               {"labels", &Configuration::labels},
                               {"templateLabels", &Configuration::template_labels},
                               {"commonAnnotations", &Configuration::common_annotations},
                               {"varReference", &Configuration::var_references},
                               {"images", &Configuration::images},
                               {"replicas", &Configuration::replicas}};

/// What standard fields a list of a configuration comes on top of.
std::span<const FieldSpec> standard_of(std::string_view name) {
  if (name == "namespace") return fields::namespaces();
  if (name == "commonLabels") return fields::common_labels();
  if (name == "commonAnnotations") return fields::common_annotations();
  if (name == "varReference") return fields::var_references();
  if (name == "images") return fields::images();
  if (name == "replicas") return fields::replicas();
  return {};
}

/// Reads the definitions of an OpenAPI document.
class Crds {
 public:
  Crds(Ref root, Arena& arena) : root_(root), arena_(arena) {}

  Configuration read() {
    for (const Entry& entry : root_.entries()) {
      const Ref properties = Ref(entry.value)["Schema"]["properties"];
      if (!properties["kind"] || !properties["apiVersion"] || !properties["metadata"]) continue;
      const std::string_view name = entry.key->text();
      definition(name, {"", "", name.substr(name.rfind('.') + 1)}, {});
    }
    return std::move(made_);
  }

 private:
  void definition(std::string_view name, const Selected& of, const std::vector<std::string>& path) {
    constexpr std::size_t deepest = 50;
    if (path.size() > deepest) return;
    for (const Entry& entry : root_[name]["Schema"]["properties"].entries()) {
      const Ref property(entry.value);
      std::vector<std::string> below = path;
      below.emplace_back(entry.key->text());
      const auto spec = [&](std::string_view last = {}) {
        std::string text = joined(below, "/");
        if (!last.empty()) text += fmt::format("/{}", last);
        return FieldSpec{of, arena_.copy(std::string_view(text)), false};
      };
      if (property["x-kubernetes-annotation"]) made_.common_annotations.push_back(spec());
      if (property["x-kubernetes-label-selector"]) made_.common_labels.push_back(spec());
      if (property["x-kubernetes-identity"]) made_.name_prefix.push_back(spec());
      const Ref version = property["x-kubernetes-object-ref-api-version"];
      const Ref kind = property["x-kubernetes-object-ref-kind"];
      const std::string_view key = property["x-kubernetes-object-ref-name-key"].text();
      if (version && kind)
        made_.name_references.push_back(
            {{"", version.text(), kind.text()}, {spec(key.empty() ? "name" : key)}});
      if (const Ref other = property["$ref"]) definition(other.text(), of, below);
    }
  }

  const Ref root_;
  Arena& arena_;
  Configuration made_;
};

}  // namespace

bool add_fields(std::span<const FieldSpec> added, FieldSpecs& all) {
  bool fits = true;
  for (const FieldSpec& each : added) {
    const auto same = std::ranges::find_if(all, [&](const FieldSpec& there) {
      return there.path == each.path && selects(each.of, there.of);
    });
    if (same == all.end())
      all.push_back(each);
    else
      fits = fits && same->create == each.create;
  }
  return fits;
}

FieldSpecs all_fields(std::span<const FieldSpec> standard, const FieldSpecs& added) {
  FieldSpecs all(standard.begin(), standard.end());
  if (added.empty()) return all;
  add_fields(added, all);
  std::ranges::stable_sort(
      all, [](const FieldSpec& a, const FieldSpec& b) { return comes_before(a.of, b.of); });
  // kustomize merges the sorted fields once more: one of all kinds yields to the same one of a
  // kind.
  FieldSpecs merged;
  add_fields(all, merged);
  return merged;
}

std::optional<Refusal> Configuration::merge(const Configuration& other, Span at) {
  bool fits = true;
  for (const Field& field : all_lists) {
    const FieldSpecs& added = other.*field.list;
    if (added.empty()) continue;
    FieldSpecs standard(standard_of(field.name).begin(), standard_of(field.name).end());
    fits = add_fields(added, standard) && add_fields(added, this->*field.list) && fits;
  }
  for (const Reference& each : other.name_references) {
    const auto same = std::ranges::find_if(name_references, [&](const Reference& there) {
      return is_same(there.target, each.target);
    });
    if (same == name_references.end())
      name_references.push_back(each);
    else
      fits = add_fields(each.fields, same->fields) && fits;
  }
  if (fits) return std::nullopt;
  return Refusal{"conflicting fieldspecs: a field is there already with another `create`", at};
}

FieldSpecs field_specs(Ref list) {
  FieldSpecs specs;
  for (const Node* item : list.items()) {
    const Ref spec(item);
    specs.push_back({selected(spec), spec["path"].text(), spec["create"].boolean()});
  }
  return specs;
}

Built<Configuration> read_configuration(Ref root) {
  Configuration made;
  for (const Entry& entry : root.entries()) {
    const std::string_view name = entry.key->text();
    const auto field = std::ranges::find(all_lists, name, &Field::name);
    if (field != std::end(all_lists)) {
      add_fields(field_specs(Ref(entry.value)), made.*field->list);
    } else if (name == "nameReference") {
      for (const Node* item : Ref(entry.value).items())
        made.name_references.push_back({selected(Ref(item)), field_specs(Ref(item)["fieldSpecs"])});
    } else {
      return tl::unexpected(
          Refusal{fmt::format("unknown field `{}` of a transformer configuration", name),
                  entry.key->span()});
    }
  }
  return made;
}

Built<Configuration> read_crds(Ref root, Arena& arena) { return Crds(root, arena).read(); }

}  // namespace fairlead::kustomize
