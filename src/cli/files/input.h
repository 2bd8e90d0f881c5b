#pragma once
#include <string>
#include <string_view>

#include "base/error.h"
#include "redis/version.h"
#include "run/run.h"

namespace fairlead {

/// The bytes of a file, or of standard input for `-`; an error beyond `limit` bytes.
Result<std::string> read_input(const std::string& path, std::size_t limit = largest_input);

/// Writes a file; an error says why it cannot be written.
Result<bool> write_file(const std::string& path, std::string_view text);

/// The version that --redis names; a usage error that lists the versions where it is none.
Result<redis::Version> version_asked(const std::string& text);

/// Prints an error and returns the exit code for it: 2 wrong usage, 3 something could not be read.
int fail(const Error& error);

}  // namespace fairlead
