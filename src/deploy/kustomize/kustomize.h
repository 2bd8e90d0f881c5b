#pragma once
#include "deploy/kustomize/graph.h"
#include "deploy/types/allowance.h"
#include "deploy/types/file_set.h"
#include "deploy/types/find_chart.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Builds a kustomization, appending to `rendered`: its objects as kustomize makes them, but for
/// the hashes behind the names of what is generated, which follow from the content and help nobody
/// to read a message. `given`: what an Application or a Flux Kustomization adds; of it only the
/// components are a part of the build (alterations.h has the rest). What kustomize refuses is a
/// problem, and the rest is built in spite of it; what is not built here (remote resources,
/// programs, charts that are not in view) leaves a gap.
void build_kustomization(const Kustomization& kustomization, const KustomizeOverrides& given,
                         const FileSet& files, const FindChartNear& find_chart, SourceMap& sources,
                         Arena& arena, Allowance& allowance, Rendered& rendered);

}  // namespace fairlead
