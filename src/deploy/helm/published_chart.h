#pragma once
#include <string_view>

#include "deploy/types/installation.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// Whether a chart of the repository, by its Chart.yaml, is the one of its name that a source takes
/// from a registry: it has the very version that is asked for; or one in the range, where the
/// registry is that of the repository's owner ("acme" of "acme/shop"). A chart that depends on one
/// of its own name wraps that one, and is never taken for it.
bool is_published_as(const File& chart, const InstalledSource& source, std::string_view repository);

}  // namespace fairlead
