#pragma once
#include <map>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "deploy/kustomize/tables/merge_schema.h"
#include "tree/node.h"

namespace fairlead::kustomize {

/// How objects are merged: what the built-in OpenAPI document says, and the one that a
/// kustomization names with `openapi.path`.
class MergeTypes {
 public:
  /// Adds the definitions of an OpenAPI document; names lie in `arena`.
  void read(Ref document, Arena& arena);

  std::string_view type(std::string_view api_version, std::string_view kind) const;
  const MergeField* field(std::string_view type, std::string_view name) const;

 private:
  using Names = std::pair<std::string_view, std::string_view>;
  void add_properties(std::string_view type, Ref schema, int depth, Arena& arena);
  std::string_view child_of(Ref schema, std::string_view path, int depth, Arena& arena);

  std::map<Names, std::string_view> kinds_;  // by version and kind
  std::map<Names, MergeField> fields_;       // by type and name
};

}  // namespace fairlead::kustomize
