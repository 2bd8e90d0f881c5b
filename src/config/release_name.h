#pragma once
#include <string_view>

namespace fairlead {

/// What Helm takes for a release's name: labels of lower case letters, digits and inner dashes,
/// parted by dots, 53 characters at most (validate_name.go of Helm 4.2.4).
bool is_release_name(std::string_view name);

}  // namespace fairlead
