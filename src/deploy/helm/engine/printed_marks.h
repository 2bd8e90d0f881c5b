#pragma once
#include <vector>

#include "deploy/helm/engine/manifests.h"
#include "deploy/types/printed.h"

namespace fairlead::helm {

/// What in the documents' texts a reader may not expect, in their order.
std::vector<PrintedMark> printed_marks(const Manifests& manifests, const SourceMap& sources);

}  // namespace fairlead::helm
