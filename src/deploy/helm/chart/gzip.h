#pragma once
#include <string>
#include <string_view>

#include "deploy/helm/chart/archive.h"

namespace fairlead::helm {

/// The bytes that gzip packed, of all its members; never more than the limits allow.
Outcome<std::string> inflated(std::string_view packed, const ArchiveLimits& limits);

}  // namespace fairlead::helm
