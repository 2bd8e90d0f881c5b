#include "deploy/installations.h"

#include "deploy/argo/applications.h"
#include "deploy/flux/flux.h"
#include "deploy/helm/k3s_chart.h"

namespace fairlead {

void read_installations(Rendered& rendered) {
  const FluxReader flux(rendered.resources);
  for (const Resource& resource : rendered.resources) {
    add_applications(resource, rendered.installations);
    flux.add(resource, rendered.installations);
    add_k3s_chart(resource, rendered.installations);
  }
}

}  // namespace fairlead
