#pragma once
#include <functional>
#include <span>
#include <vector>

#include "config/config.h"
#include "lint/suppress.h"

namespace fairlead {

/// A unit whose rules have run.
struct LintedUnit {
  const Config* config = nullptr;
  std::vector<const File*> files;        ///< all that it was made of
  const Ignores* annotations = nullptr;  ///< of its objects
};

/// Of which ignores something may be said: that they hid nothing, where their rule ran.
struct IgnoresAsked {
  bool dns = false;                ///< rules tagged `dns` ran
  std::function<bool(Span)> here;  ///< whether the place is asked for
};

/// Takes what the comments of the units' files and the annotations of their objects ask to hide out
/// of `findings`, and appends what is wrong with them: the faults, and the ignores that hid nothing
/// although their rule ran. Returns how many were taken out.
std::size_t apply_ignores(std::span<const LintedUnit> units, const SourceMap& sources,
                          const IgnoresAsked& asked, std::vector<Finding>& findings);

}  // namespace fairlead
