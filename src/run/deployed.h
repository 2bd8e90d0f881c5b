#pragma once
#include <functional>
#include <memory>
#include <span>

#include "run/unit_state.h"
#include "secret/hiding.h"

namespace fairlead {

/// What was read and rendered, before any rule runs.
struct Deployed {
  std::span<const std::unique_ptr<UnitState>> units;
  std::span<const ProjectFiles> projects;  ///< whose credentials are hidden
  const FileSet& files;
  const SourceMap& written;
};

/// Looks at what is deployed instead of linting it: RunOptions::look.
struct Look {
  std::function<void(const Deployed&)> at;
};

}  // namespace fairlead
