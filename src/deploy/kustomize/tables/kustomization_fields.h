#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace fairlead::kustomize {

/// What a field of a kustomization holds, as the types of kustomize 5.8.1 say (api/types).
enum class Holds : std::uint8_t { text, flag, number, texts, pairs, object, objects };

struct FieldType {
  std::string_view name;
  Holds holds = Holds::text;
  std::span<const FieldType> below = {};  ///< of objects
};

/// The fields of a kustomization.
std::span<const FieldType> kustomization_fields();

}  // namespace fairlead::kustomize
