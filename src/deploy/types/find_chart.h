#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead {

/// Where a chart is that is asked for by its name and a range of versions, and does not lie where
/// Helm or kustomize look for it: a path, or nothing.
using FindChartNear =
    std::function<std::optional<std::string>(std::string_view name, std::string_view range)>;

}  // namespace fairlead
