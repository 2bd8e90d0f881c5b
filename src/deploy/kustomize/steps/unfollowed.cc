#include "deploy/kustomize/steps/unfollowed.h"

#include <map>
#include <set>
#include <utility>

namespace fairlead::kustomize {
namespace {

/// How a field says that it names a ConfigMap or a Secret: by its own key and the one around it, or
/// by what stands beside it.
struct Shape {
  std::string_view around;       // key of the mapping, or of the list that holds it; "": any
  std::string_view key;          // of the name
  std::string_view beside = {};  // key whose value says the kind
  std::string_view kind = {};    // the kind; "" with `beside`
};

constexpr std::string_view config_map = "ConfigMap", secret = "Secret";

constexpr Shape shapes[] = {
    {"configMapRef", "name", {}, config_map},
    {"configMapKeyRef", "name", {}, config_map},
    {"configMap", "name", {}, config_map},
    {"secretRef", "name", {}, secret},
    {"secretKeyRef", "name", {}, secret},
    {"secret", "name", {}, secret},
    {"", "secretName", {}, secret},
    {"", "configMapName", {}, config_map},
    {"", "existingSecret", {}, secret},
    {"", "existingConfigMap", {}, config_map},
    {"", "existingConfigmap", {}, config_map},
    {"valuesFrom", "name", "kind", {}},
    {"substituteFrom", "name", "kind", {}},
    {"envFrom", "name", "kind", {}},
    {"", "name", "type", {}},  // a volume in values of charts: `{type: configMap, name: env}`
};

/// The kind that a field asks for; "" where it asks for neither.
std::string_view kind_asked(std::string_view around, const Node& map, std::string_view key) {
  for (const Shape& shape : shapes) {
    if (shape.key != key || (!shape.around.empty() && shape.around != around)) continue;
    if (shape.beside.empty()) return shape.kind;
    const std::string_view said = Ref(&map)[shape.beside].text();
    if (said == config_map || said == "configMap") return config_map;
    if (said == secret || said == "secret") return secret;
  }
  return {};
}

/// Looks through one object.
class Search {
 public:
  using Generated = std::multimap<std::string_view, const Object*>;

  Search(const Object& object, const Generated& generated, const FollowedNames& names,
         std::vector<Unfollowed>& all)
      : object_(object), id_(object.id()), generated_(generated), names_(names), all_(all) {}

  void below(const Node& node, std::string_view around) {
    for (const Node* item : node.items()) below(*item, around);
    for (const Entry& entry : node.entries()) {
      const std::string_view key = entry.key->text();
      if (entry.value->is_scalar())
        name(node, around, key, *entry.value);
      else
        below(*entry.value, key);
    }
  }

 private:
  void name(const Node& map, std::string_view around, std::string_view key, const Node& value) {
    const auto [first, last] = generated_.equal_range(value.text());
    if (first == last || names_.followed.contains(value.span())) return;
    const std::string_view kind = kind_asked(around, map, key);
    const Ref beside(&map);
    if (kind.empty() || beside["optional"].boolean()) return;
    for (auto each = first; each != last; ++each) {
      const Object& made = *each->second;
      const ObjectId id = made.id();
      const std::string_view space = beside["namespace"].text();
      const bool is_near = id.namespace_name.empty() || id.is_same_namespace(id_);
      if (id.kind != kind || !is_near || (!space.empty() && space != id.namespace_name)) continue;
      all_.push_back({Ref(&value), object_.root, made.root, made.generator,
                      names_.left.contains(value.span())});
      return;
    }
  }

  const Object& object_;
  const ObjectId id_;
  const Generated& generated_;
  const FollowedNames& names_;
  std::vector<Unfollowed>& all_;
};

}  // namespace

std::vector<Unfollowed> unfollowed_names(const Objects& objects, const FollowedNames& names) {
  Search::Generated generated;
  for (const Object& each : objects)
    if (each.needs_hash && each.generator) generated.emplace(each.id().name, &each);
  std::vector<Unfollowed> all;
  if (generated.empty()) return all;
  // What has the very name is what is asked for.
  std::set<std::pair<std::string_view, std::string_view>> plain;
  for (const Object& each : objects)
    if (const ObjectId id = each.id(); !each.needs_hash) plain.emplace(id.kind, id.name);
  std::erase_if(generated, [&](const auto& made) {
    return plain.contains({made.second->id().kind, made.first});
  });
  for (const Object& object : objects) {
    const std::string_view kind = object.id().kind;
    if (kind != config_map && kind != secret)
      Search(object, generated, names, all).below(*object.root, "");
  }
  return all;
}

}  // namespace fairlead::kustomize
