#include "deploy/kustomize/trees/merge_types.h"

#include <fmt/format.h>

namespace fairlead::kustomize {
namespace {

constexpr std::string_view reference = "#/definitions/";
constexpr int deepest = 50;

/// "apps/v1" of a group and a version; the version alone of the core's.
std::string api_version_of(Ref kind) {
  const std::string_view group = kind["group"].text(), version = kind["version"].text();
  return group.empty() ? std::string(version) : fmt::format("{}/{}", group, version);
}

}  // namespace

void MergeTypes::read(Ref document, Arena& arena) {
  for (const Entry& entry : document["definitions"].entries()) {
    const Ref schema(entry.value);
    // A name of its own: the document may define what is built in, too.
    const auto type = arena.copy(std::string_view(fmt::format("#{}", entry.key->text())));
    for (const Node* item : schema["x-kubernetes-group-version-kind"].items()) {
      const std::string version = api_version_of(Ref(item));
      kinds_[{arena.copy(std::string_view(version)), Ref(item)["kind"].text()}] = type;
    }
    add_properties(type, schema, 0, arena);
  }
}

/// The type of what a schema describes: another definition, or one that stands in it.
std::string_view MergeTypes::child_of(Ref schema, std::string_view path, int depth, Arena& arena) {
  std::string_view other = schema["$ref"].text();
  if (other.starts_with(reference)) {
    other.remove_prefix(reference.size());
    // The cluster's own types are the built-in ones, whatever the document says of them.
    for (const std::string_view built_in : {"io.k8s.api.", "io.k8s.apimachinery.pkg.apis.meta."})
      if (other.starts_with(built_in)) return other.substr(built_in.size());
    return arena.copy(std::string_view(fmt::format("#{}", other)));
  }
  if (!schema["properties"]) return {};
  add_properties(path, schema, depth + 1, arena);
  return path;
}

void MergeTypes::add_properties(std::string_view type, Ref schema, int depth, Arena& arena) {
  if (depth > deepest) return;
  for (const Entry& entry : schema["properties"].entries()) {
    const Ref property(entry.value);
    MergeField field{type, entry.key->text(), MergeField::Holds::object, {}, {}};
    const auto path = arena.copy(std::string_view(fmt::format("{}.{}", type, field.name)));
    if (property["type"].text() == "array") {
      const bool merges = property["x-kubernetes-patch-strategy"].text() == "merge";
      field.holds = merges ? MergeField::Holds::merged : MergeField::Holds::list;
      field.child = child_of(property["items"], path, depth, arena);
      field.keys[0] = property["x-kubernetes-patch-merge-key"].text();
      const Items keys = property["x-kubernetes-list-map-keys"].items();
      for (std::uint32_t i = 0; i < keys.size() && i < field.keys.size(); ++i)
        field.keys[i] = keys[i]->text();
    } else if (const Ref values = property["additionalProperties"]; values["$ref"]) {
      field.holds = MergeField::Holds::map;
      field.child = child_of(values, path, depth, arena);
    } else {
      field.child = child_of(property, path, depth, arena);
    }
    fields_[{type, field.name}] = field;
  }
}

std::string_view MergeTypes::type(std::string_view api_version, std::string_view kind) const {
  const auto own = kinds_.find({api_version, kind});
  return own == kinds_.end() ? merge_type(api_version, kind) : own->second;
}

const MergeField* MergeTypes::field(std::string_view type, std::string_view name) const {
  if (!type.starts_with('#')) return merge_field(type, name);
  const auto own = fields_.find({type, name});
  return own == fields_.end() ? nullptr : &own->second;
}

}  // namespace fairlead::kustomize
