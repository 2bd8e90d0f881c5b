#pragma once
#include <string>

#include "cli/render/render.h"
#include "deploy/kustomize/build/build.h"

namespace fairlead {

/// Whether a path is a directory with a kustomization.
bool is_kustomization_directory(const std::string& path);

/// Prints what a directory's kustomization builds, as `kustomize build` does; the exit code.
/// Nothing outside of the repository is read (of the directory, where it lies in none).
int build_and_print(const std::string& directory, const RenderOptions& options);

/// What is wrong with a build, and where: "base/worker.yaml:3:5: …".
std::string fault_words(const kustomize::Fault& fault, const SourceMap& sources);

}  // namespace fairlead
