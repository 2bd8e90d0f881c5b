#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::compose {

/// The parts of `source:target:options`.
struct VolumeParts {
  std::string_view source, target, options;  ///< parts of the text
  bool is_short = false;                     ///< two letters or one, which are never looked into
};
/// Nothing where compose refuses the text.
std::optional<VolumeParts> volume_parts(std::string_view text);

/// Whether a volume's source is a path rather than a name.
bool is_volume_path(std::string_view source);

/// A path with `.`, `..` and doubled slashes resolved, as Go's path.Clean has it.
std::string clean_path(std::string_view path);

}  // namespace fairlead::compose
