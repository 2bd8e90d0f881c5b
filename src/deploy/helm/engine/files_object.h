#pragma once
#include <span>

#include "deploy/helm/chart/chart.h"
#include "gotemplate/value/heap.h"
#include "source/source_map.h"

namespace fairlead::helm {

/// `.Files` of a chart with its methods, as `engine.files` has them. The files' texts must be
/// places already (ChartLoader::text).
gotemplate::Value files_object(gotemplate::Heap& heap, std::span<const ChartFile> files);

}  // namespace fairlead::helm
