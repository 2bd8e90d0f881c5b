#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/kustomize/tables/names.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// What a kustomization reads a path for.
enum class PathUse : std::uint8_t {
  resource,        ///< `resources`, `bases`, `components`
  patch,           ///< a file of patches; PathRef::entry is its item, or the path itself
  generator_file,  ///< `files` of a generator; PathRef::entry is the generator
  env_file,        ///< `envs` of a generator; PathRef::entry is the generator
  configuration,   ///< what extends kustomize itself: transformers, configurations …
  chart_values,    ///< what a chart is given; PathRef::entry is the chart's
};

/// A path that a kustomization names.
struct PathRef {
  Ref at;                ///< the scalar
  Ref entry;             ///< what it belongs to, by its use
  std::string path;      ///< relative to the root; "" is the root itself
  bool remote = false;   ///< fetched from elsewhere; `path` says nothing
  bool outside = false;  ///< it leaves the root; `path` says nothing
  PathUse use = PathUse::resource;
  std::optional<FileFormat> format;  ///< what it is read as; nothing: its text does not concern us

  /// Whether `path` says where it is.
  bool inside() const { return !remote && !outside; }
};

/// Whether a file is a kustomization that kustomize itself reads; Flux objects of the same kind in
/// a file of that name are manifests.
bool is_kustomization(const File& file);

/// More paths of one kustomization are not followed: nobody writes them by hand.
inline constexpr std::size_t most_paths = 10'000;
/// The entries of `resources`, `bases` and `components`, in the order in which kustomize
/// accumulates them; at most `most_paths`.
std::vector<PathRef> resource_paths(const File& kustomization);
/// The files that it reads besides: patches, generators' `files`, `envs`, configurations, values of
/// charts; at most `most_paths`.
std::vector<PathRef> input_paths(const File& kustomization);

}  // namespace fairlead
