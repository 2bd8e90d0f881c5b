#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "deploy/types/file_set.h"

namespace fairlead {

/// The names under which kustomize looks for a directory's kustomization, in its order.
inline constexpr std::array<std::string_view, 3> kustomization_names = {
    "kustomization.yaml", "kustomization.yml", "Kustomization"};

/// A path that a kustomization names.
struct PathRef {
  Ref at;            ///< the scalar
  std::string path;  ///< relative to the root; "" where it leaves the root or is remote
  bool remote = false;
  std::optional<FileFormat>
      format;  ///< what an input is read as; nothing: its text does not concern us
};

/// Whether a file is a kustomization that kustomize itself reads; Flux objects of the same kind in
/// a file of that name are manifests.
bool is_kustomization(const File& file);

/// Whether an entry of `resources` is fetched from elsewhere (a URL, a Git host), as kustomize
/// decides it.
bool is_remote(std::string_view entry);
/// More entries of one kustomization are not followed: nobody writes them by hand.
inline constexpr std::size_t most_resource_paths = 10'000;
/// The entries of `resources`, `bases` and `components`, in the order in which kustomize
/// accumulates them; at most `most_resource_paths`.
std::vector<PathRef> resource_paths(const File& kustomization);
/// The files that it reads besides: patches, generators' `files`, `envs`, configurations.
std::vector<PathRef> input_paths(const File& kustomization);
/// The kustomization of a directory (is_kustomization), or null.
const File* kustomization_in(const FileSet& files, std::string_view directory);

}  // namespace fairlead
