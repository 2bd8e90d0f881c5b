#include "deploy/argo/pointed_paths.h"

#include <array>

#include "base/files.h"

namespace fairlead {
namespace {

/// Where an object of a kind names a directory. Argo CD: Application, ApplicationSet; Flux:
/// Kustomization, HelmRelease (of their API references).
struct Pointer {
  std::string_view group, kind;
  std::array<std::string_view, 5> way;  ///< to the scalar; "" ends it
  bool dotted = false;                  ///< a directory only where it begins with `./`
};
constexpr Pointer pointers[] = {
    {"argoproj.io", "Application", {"spec", "source", "path"}},
    {"argoproj.io", "ApplicationSet", {"spec", "template", "spec", "source", "path"}},
    {"kustomize.toolkit.fluxcd.io", "Kustomization", {"spec", "path"}},
    {"helm.toolkit.fluxcd.io", "HelmRelease", {"spec", "chart", "spec", "chart"}, true},
};

void add(std::string_view text, std::vector<std::string>& paths) {
  const auto path = normalized_path(text);
  if (path && !path->empty()) paths.push_back(*path);
}

}  // namespace

std::vector<std::string> pointed_paths(const Resource& resource) {
  std::vector<std::string> paths;
  for (const Pointer& pointer : pointers) {
    if (resource.kind != pointer.kind || resource.group() != pointer.group) continue;
    Ref at = resource.root;
    for (const std::string_view step : pointer.way) {
      if (!step.empty()) at = at[step];
    }
    if (!pointer.dotted || at.text().starts_with("./")) add(at.text(), paths);
    for (const Node* source : resource.root["spec"]["sources"].items())
      add(Ref(source)["path"].text(), paths);
  }
  return paths;
}

}  // namespace fairlead
