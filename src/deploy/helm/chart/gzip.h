#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "deploy/helm/chart/archive.h"

namespace fairlead::helm {

struct Inflated {
  std::string text;
  std::optional<Failure> failure;  ///< why it ends there, where it does not end by itself
};

/// The bytes that gzip packed, of all its members; never more than the limits allow.
Inflated inflated(std::string_view packed, const ArchiveLimits& limits);

}  // namespace fairlead::helm
