#pragma once
#include "deploy/helm/values/live_chart.h"
#include "gotemplate/value/heap.h"

namespace fairlead::helm {

/// `.Chart`: a map in Helm 4, a struct in Helm 3.
gotemplate::Value chart_object(gotemplate::Heap& heap, const LiveChart& chart, Version version);

}  // namespace fairlead::helm
