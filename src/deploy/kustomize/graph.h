#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/kustomize/kustomization.h"
#include "deploy/types/file_set.h"

namespace fairlead {

struct Kustomization;

/// A path that a kustomization names, and what lies there.
struct KustomizationEdge {
  PathRef ref;
  const File* file = nullptr;            ///< null: none that was read
  const Kustomization* below = nullptr;  ///< where the path is a directory with a kustomization
  bool closes_circle = false;            ///< it leads back to what is being built
};

/// A kustomization and what it is made of.
struct Kustomization {
  const File* file = nullptr;
  bool component = false;
  bool used = false;                         ///< another one lists it
  std::vector<KustomizationEdge> resources;  ///< in the order in which kustomize accumulates them
  std::vector<KustomizationEdge> inputs;     ///< files that it reads besides
};

/// All kustomizations of a run and what they name: made once, then read by all who follow them.
/// Without the edges that close a circle it has none.
class KustomizationGraph {
 public:
  /// Takes in a file that was parsed; null where it is no kustomization.
  const Kustomization* add(const File& file);
  /// Ties the paths to what lies there. Call once, when `files` holds all that they reach.
  void tie(const FileSet& files);

  /// By path.
  const std::map<std::string, Kustomization, std::less<>>& all() const { return all_; }
  const Kustomization* of(const File& file) const;
  /// That of a directory, or null.
  const Kustomization* in(std::string_view directory) const;
  /// What is deployed: those that no other one uses, and one of each circle.
  std::span<const Kustomization* const> roots() const { return roots_; }
  /// Components that nothing of the roots uses.
  std::span<const Kustomization* const> unused_components() const { return unused_; }

 private:
  std::map<std::string, Kustomization, std::less<>> all_;
  std::vector<const Kustomization*> roots_, unused_;
};

}  // namespace fairlead
