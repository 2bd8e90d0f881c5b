#pragma once
#include "deploy/sites.h"
#include "deploy/types/allowance.h"
#include "deploy/types/file_set.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// What a unit deploys, as far as it can be told without running Helm or Kustomize themselves:
/// manifests with their Lists; what a kustomization builds. A chart's values file yields no
/// resources, and a compose file its services, with the values of their variables. What its objects
/// deploy of `sites` is named in Rendered::units. Texts that it makes go to `sources`, nodes to
/// `arena`; both must outlive what it returns. A chart takes no more than `allowance`.
Rendered render(const Unit& unit, const FileSet& files, const Sites& sites, SourceMap& sources,
                Arena& arena, Allowance& allowance);

}  // namespace fairlead
