#pragma once
#include <optional>
#include <string_view>

#include "deploy/types/resource.h"

namespace fairlead {

/// What a file of that name is read as; nothing for one that fairlead does not read.
std::optional<FileFormat> format_of(std::string_view path);

}  // namespace fairlead
