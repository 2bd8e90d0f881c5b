#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "deploy/kustomize/tables/selected.h"
#include "deploy/types/file_set.h"
#include "tree/node.h"

namespace fairlead::kustomize {

/// What kustomize tells objects apart by: texts of trees, which outlive it.
struct ObjectId {
  std::string_view group, version, kind, name, namespace_name;

  /// "" and "default" are one namespace; of what the cluster has once, none counts.
  bool is_same_namespace(const ObjectId& other) const;
  bool is_cluster_scoped() const;
  /// "default" for none; of what the cluster has once, a name that no namespace has.
  std::string_view effective_namespace() const;
  /// The same object: kind, name, namespace.
  bool equals(const ObjectId& other) const;
};

/// What an object is called.
ObjectId id_of(const Node& root);

/// What a generator does with an object of that name that is there already.
enum class Behavior : std::uint8_t { unspecified, create, replace, merge };

/// An object on its way through a build.
struct Object {
  const Node* root = nullptr;  ///< immutable; a change makes another
  const File* file = nullptr;  ///< whose document it is; of what is generated the kustomization
  Ref generator;               ///< the entry that made it; none of what was read
  std::vector<ObjectId>
      before;  ///< what it was called before each change of its name, oldest first
  std::vector<std::string_view> prefixes, suffixes;  ///< that it was given, the innermost first
  std::vector<std::string_view> vars;                ///< that take their value from it
  std::string origin, changes;                       ///< what `buildMetadata` tells, as YAML
  Behavior behavior = Behavior::unspecified;
  bool needs_hash = false;
  std::uint32_t number = 0;  ///< of whoever made it, to know it again
  bool is_of_chart = false;  ///< a chart of helmCharts made it, in a namespace of its own

  ObjectId id() const { return id_of(*root); }
  /// What it was called first.
  ObjectId first_id() const { return before.empty() ? id() : before.front(); }
  /// Before its name, namespace or kind changes.
  void remember() { before.push_back(id()); }
};

using Objects = std::vector<Object>;

/// The object of that kind and name in another namespace than one is looked for in; null where none
/// is, or several are.
const Object* in_other_namespace(const Objects& objects, const ObjectId& id);
/// What is said of it: "; it is in the namespace `crm`, and this names none".
std::string other_namespace_words(const Object& object, const ObjectId& id);

/// The group and version of an apiVersion: "apps/v1", "v1".
std::pair<std::string_view, std::string_view> group_and_version(std::string_view api_version);

}  // namespace fairlead::kustomize
