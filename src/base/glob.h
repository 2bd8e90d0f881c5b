#pragma once
#include <string_view>

namespace fairlead {

/// Whether a path fits a pattern with `*` (within a part), `?`, `[a-z]` and `**` (any number of
/// parts), as .gitignore and pre-commit users write them.
bool path_matches(std::string_view pattern, std::string_view path);

}  // namespace fairlead
