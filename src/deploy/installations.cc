#include "deploy/installations.h"

#include "deploy/argo/applications.h"
#include "deploy/flux/flux.h"
#include "deploy/helm/k3s_chart.h"
#include "deploy/manifests/written_objects.h"

namespace fairlead {

void read_installations(const InstallationView& view, const WrittenObjects& written,
                        Rendered& rendered) {
  const ObjectsInView objects(rendered.resources, written);
  const FluxReader flux(objects, view);
  for (const Resource& resource : rendered.resources) {
    add_applications(resource, view, rendered.installations);
    flux.add(resource, rendered.installations);
    add_k3s_chart(resource, rendered.installations);
  }
}

}  // namespace fairlead
