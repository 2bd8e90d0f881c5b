#pragma once
#include <string>
#include <string_view>

namespace fairlead::compose {

/// What compose refuses, as a person is told.
struct PlainRefusal {
  std::string words;
  /// Where a name is not defined: in which section of the project, and which name.
  std::string_view section = {};
  std::string name = {};
  bool is_layer = false;  ///< it is so of every file that is only meant to lie over another
};
/// Of compose's words; none of a value is told.
PlainRefusal plain_refusal(std::string_view message);

}  // namespace fairlead::compose
