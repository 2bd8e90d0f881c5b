#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace fairlead::kustomize {

/// What a strategic merge patch must know of a field: the OpenAPI document of Kubernetes 1.21.2
/// that kustomize 5.8.1 has built in, cut down to what leads to a list that is merged.
struct MergeField {
  enum class Holds : std::uint8_t {
    object,
    list,    ///< replaced as a whole
    map,     ///< of names to objects
    merged,  ///< a list whose items are told apart by `keys`, or by their own text
  };
  std::string_view type, name;
  Holds holds = Holds::object;
  std::string_view child;                ///< the type of what it holds; "" needs no schema
  std::array<std::string_view, 2> keys;  ///< "" behind the last
};

/// The type of a kind of object, "apps.v1.Deployment"; "" for what the document has not, and for
/// what has no list that is merged.
std::string_view merge_type(std::string_view api_version, std::string_view kind);
/// A field of a type, or null where nothing below it is merged.
const MergeField* merge_field(std::string_view type, std::string_view name);

}  // namespace fairlead::kustomize
