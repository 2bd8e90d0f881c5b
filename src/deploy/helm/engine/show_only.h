#pragma once
#include <span>
#include <string>
#include <string_view>

#include "deploy/helm/chart/outcome.h"

namespace fairlead::helm {

/// What `helm template --show-only` leaves of its output: for each pattern, in their order, the
/// documents of the templates whose path below the chart fits it (go_path_matches). The failure
/// that Helm ends with where one fits none.
Outcome<std::string> shown_only(std::string_view output, std::span<const std::string> patterns);

/// The template below the chart that a document of the output says that it is of; "" for none.
std::string_view template_shown(std::string_view document);

}  // namespace fairlead::helm
