#include "deploy/left_beside.h"

#include <algorithm>

#include "base/files.h"
#include "deploy/manifests/manifests.h"
#include "deploy/types/kustomize_faults.h"

namespace fairlead {
namespace {

class Noter {
 public:
  Noter(const Sites& sites, Rendered& rendered)
      : sites_(sites), faults_(*rendered.kustomize_faults), inputs_(rendered.inputs) {}

  void of(const Kustomization& kustomization) {
    if (!seen_.insert(&kustomization).second) return;
    for (const File* file : sites_.beside(directory_of(kustomization.file->path))) {
      inputs_.push_back(file->path);
      std::vector<Resource> resources;
      add_manifests(*file, resources);
      for (const Resource& resource : resources) note(resource);
    }
    for (const KustomizationEdge& edge : kustomization.resources)
      if (edge.below) of(*edge.below);
  }

 private:
  void note(const Resource& resource) {
    const Ref name = resource.root["metadata"]["name"];
    const auto add = [&](std::string_view kind, std::string_view called) {
      faults_.beside.push_back({std::string(kind), std::string(called),
                                std::string(resource.namespace_name), name.span()});
    };
    if (resource.kind == "Service") add("Service", resource.name);
    // A Secret as it is, encrypted or an example, is mostly kept off the list on purpose.
    if (resource.kind == "Secret") return;
    for (const NamedText& each : named_texts(resource))
      if (each.kind == "ConfigMap" || each.kind == "Secret") add(each.kind, each.name);
  }

  const Sites& sites_;
  KustomizeFaults& faults_;
  std::vector<std::string>& inputs_;
  std::set<const Kustomization*> seen_;
};

}  // namespace

void note_left_beside(const Kustomization& kustomization, const Sites& sites, Rendered& rendered) {
  if (!rendered.kustomize_faults) return;
  Noter(sites, rendered).of(kustomization);
  std::ranges::stable_sort(rendered.kustomize_faults->beside, {}, &LeftObject::name);
}

}  // namespace fairlead
