#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// The apiVersion of what a compose file defines: each service is a resource of its own.
inline constexpr std::string_view compose_version = "compose";

/// That of services which another file of the directory defines: they may be there.
inline constexpr std::string_view compose_beside = "compose-beside";
/// That of the networks, volumes, configs and secrets of a project.
inline constexpr std::string_view compose_part_version = "compose-part";
/// More files beside one are not looked at: nobody gives so many.
inline constexpr std::size_t most_compose_files = 64;

/// Whether it is a compose file: by its name or, where it is called otherwise (`stack.yml`), by
/// what it holds: services with an image or a build, and beside them what compose knows alone.
bool is_compose(const File& file);
/// The same by its name alone.
bool is_compose_path(std::string_view path);
/// Whether it is called as compose looks for it in a directory, without anybody saying so.
bool is_looked_for(std::string_view path);
/// Whether it is the override that compose reads beside the main file of its directory.
bool is_compose_override(std::string_view path);
/// The `.env` that gives values to a compose file's variables, relative to the root.
std::string variables_path(std::string_view compose_file);
/// The files that a compose file includes, relative to the root; whether they exist is not asked.
std::vector<std::string> compose_included(std::string_view compose_file, Ref root);
/// The same of those that its services extend.
std::vector<std::string> compose_extended(std::string_view compose_file, Ref root);
/// The env files of a service of a compose file, relative to the root.
std::vector<std::string> compose_env_files(std::string_view compose_file, Ref service);
/// The dependency manifests of a build context that `file` names, relative to the root; whether
/// they exist is not asked. None where the Dockerfile does not stand in the context: then it builds
/// a part of it.
std::vector<std::string> manifests_below(std::string_view file, std::string_view context,
                                         std::string_view dockerfile);
/// Those of what a compose service's image is built from.
std::vector<std::string> compose_manifests(std::string_view compose_file, Ref service);
/// The entries of a service's `env_file`, whichever form they have.
std::vector<Ref> env_file_entries(Ref service);

}  // namespace fairlead
