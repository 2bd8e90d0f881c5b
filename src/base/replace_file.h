#pragma once
#include <string>
#include <string_view>

#include "base/error.h"

namespace fairlead {

/// Writes the file `path` below the directory `root`, whole or not at all: a new file beside it
/// takes its name. No symbolic link is followed below the root. An error where a link, or anything
/// else that is no regular file, has that name.
Result<bool> replace_file(const std::string& root, const std::string& path, std::string_view text);

}  // namespace fairlead
