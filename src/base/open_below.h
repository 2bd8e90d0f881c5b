#pragma once
#include <fcntl.h>

#include <string>

#include "base/error.h"

namespace fairlead {

/// What a directory is opened with.
inline constexpr int open_directory = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;

/// Opens `path` ("" is the root) below the directory `root` without following any symbolic link.
/// `last` are open's flags for the last part. Returns -1 with errno, which is ELOOP for a link.
int open_below(int root, const std::string& path, int last);

/// What is said of a link, and of what is no regular file.
tl::unexpected<Error> is_link(const std::string& path);
tl::unexpected<Error> no_file(const std::string& path);

}  // namespace fairlead
