#pragma once
#include <string>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// A package that a program is built with, not only tested with.
struct Dependency {
  std::string_view registry;  ///< npm, pypi, rubygems, go, crates, packagist
  std::string name;           ///< pypi's in lower case with `-`
  Span at;
  std::string_view version = {};  ///< of npm and Packagist: a range, or what a lock file pins it to
};

/// The direct dependencies in package.json, package-lock.json, requirements*.txt, pyproject.toml,
/// Pipfile, Gemfile, go.mod, Cargo.toml or composer.json; those of development and tests, and
/// optional ones, are left out. A file of another name has none. Other lock files do not tell
/// direct dependencies from those of dependencies.
std::vector<Dependency> dependencies_of(Arena& arena, const SourceMap& sources, const File& file);

}  // namespace fairlead
