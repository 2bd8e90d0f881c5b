#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "code/builds/build_list.h"
#include "code/builds/partial_text.h"

namespace fairlead {

/// A script of a shell that may build images.
struct BuildScript {
  std::string_view text;
  std::string_view directory;              ///< in which it runs; relative to the root
  VariableLookup variables;                ///< besides those that it sets itself
  std::function<Span(std::size_t)> place;  ///< of the line (from 0) in the script
};

/// What `NAME=value` words of `echo` say to later steps of a workflow: `to` is GITHUB_ENV or
/// GITHUB_OUTPUT.
using Announce =
    std::function<void(std::string_view to, std::string_view name, std::string_view value)>;

/// Adds the images that a script builds, tags, pushes or copies: docker, podman, buildah and their
/// like.
void add_script_builds(const BuildScript& script, BuildList& list, const Announce& announce = {});

/// Whether a text has a word of those, so that it is worth to be read.
bool may_build_images(std::string_view text);

}  // namespace fairlead
