#pragma once
#include <string_view>

namespace fairlead {

/// Whether libyaml takes a text, so that advice can be tried before it is given.
bool is_yaml(std::string_view text);

}  // namespace fairlead
