#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// Helm's words without what they quote of values: texts that `tpl` was given, YAML's anchors.
/// Names stay.
std::string without_texts(std::string_view words);

}  // namespace fairlead
