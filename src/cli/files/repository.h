#pragma once
#include <string>

namespace fairlead {

/// The repository's name on GitHub, "acme/shop": GITHUB_REPOSITORY, else what the remote `origin`
/// of the git repository in a directory says; "" where neither does. Of the remote nothing else is
/// asked.
std::string repository_at(const std::string& directory);

}  // namespace fairlead
