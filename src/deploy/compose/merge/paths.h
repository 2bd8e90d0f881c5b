#pragma once
#include <string>
#include <string_view>

#include "deploy/compose/value/maker.h"

namespace fairlead::compose {

/// Where a project's paths begin.
struct Bases {
  std::string directory;  ///< of relative ones
  std::string home;       ///< of those that begin with `~`; "": they stay as they are
};
/// Makes a project's paths what they are below these.
Refused resolve_paths(const Bases& bases, Value& project, Maker& maker);

/// `path` below `directory` unless it is absolute, cleaned.
std::string joined_below(std::string_view directory, std::string_view path);
/// The directory that a path lies in.
std::string directory_above(std::string_view path);
/// The way from one directory to another, both absolute.
std::string relative_to(std::string_view directory, std::string_view path);

}  // namespace fairlead::compose
