#pragma once
#include <map>
#include <string>

namespace fairlead {

/// The C++ source that defines schemas() with these texts, by what `fairlead schema` calls them.
std::string schemas_source(const std::map<std::string, std::string>& texts);

}  // namespace fairlead
