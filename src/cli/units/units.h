#pragma once
#include <string>

namespace fairlead {

/// What `fairlead units` is asked for.
struct UnitsOptions {
  std::string path = ".";  ///< as of lint
  bool json = false;
};

/// Lists what is deployed together, how, and what it resolves against; the exit code.
int list_units(const UnitsOptions& options);

}  // namespace fairlead
