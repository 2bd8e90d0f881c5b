#pragma once
#include <map>
#include <string_view>

#include "code/builds/build_list.h"

namespace fairlead {

/// All files that may say what is built, by their paths.
using BuildFiles = std::map<std::string_view, const BuildFile*, std::less<>>;

/// What the readers of builds/ share.
struct BuildInput {
  const BuildFile& file;
  const BuildFiles& all;
  std::string_view own;  ///< the repository's name
  const SourceMap& sources;
};

// Each adds what a file of one kind builds.
void read_workflow(const BuildInput& input, Builds& to);
void read_makefile(const BuildInput& input, Builds& to);
void read_taskfile(const BuildInput& input, Builds& to);
void read_justfile(const BuildInput& input, Builds& to);
void read_shell_script(const BuildInput& input, Builds& to);
void read_bake_json(const BuildInput& input, Builds& to);
void read_bake_hcl(const BuildInput& input, Builds& to);
/// The scripts of a package.json.
void read_package_scripts(const BuildInput& input, Builds& to);
void read_skaffold(const BuildInput& input, Builds& to);
void read_tiltfile(const BuildInput& input, Builds& to);
/// A file of what builds in a way that is not read: its builds are unknown.
void read_other_builder(const BuildInput& input, Builds& to);

}  // namespace fairlead
