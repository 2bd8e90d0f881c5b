#pragma once
#include <string_view>

namespace fairlead::helm {

/// Whether a text is a version as Helm takes it: one to three numbers, `v` before and a pre-release
/// and build metadata behind as may be (Masterminds' semver v3, which fills in what is missing).
bool is_version(std::string_view text);

/// Whether a version fits a range (`^1.2`, `>=1 <2`, `1.x || 2 - 3`) as Masterminds' semver v3
/// decides it; what is no range or no version never fits. A pre-release fits only a range that
/// names one.
bool version_fits(std::string_view range, std::string_view version);

}  // namespace fairlead::helm
