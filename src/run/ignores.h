#pragma once
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

/// Takes what the comments of the units' files and the annotations of their objects ask to hide out
/// of `findings`, and appends what is wrong with them: the faults, and the ignores that hid nothing
/// although their rule ran (those tagged `dns` only where hosts were looked up). Returns how many
/// were taken out.
std::size_t apply_ignores(std::span<const LintedUnit> units, const SourceMap& sources, bool dns,
                          std::vector<Finding>& findings);

}  // namespace fairlead
