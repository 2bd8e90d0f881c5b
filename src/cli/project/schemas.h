#pragma once
#include <span>
#include <string_view>

namespace fairlead {

/// A JSON Schema that the program carries, as the file under schemas/ has it.
struct Schema {
  std::string_view name;  ///< what `fairlead schema` calls it
  std::string_view text;
};

/// Generated from schemas/.
std::span<const Schema> schemas();

}  // namespace fairlead
