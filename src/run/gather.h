#pragma once
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "deploy/units.h"
#include "report/report.h"
#include "run/unit_state.h"
#include "secret/hiding.h"

namespace fairlead {

/// What a report is asked to be about.
struct GatherAsked {
  const std::set<std::string>* changes = nullptr;  ///< only what is made of these; null: all
  bool dns = false;                                ///< hosts were looked up
  const Asked* paths = nullptr;                    ///< what is reported; never null
  const Asked* read = nullptr;                     ///< what was read for it; never null
  bool lists_each = true;                          ///< see RunOptions
  std::span<const File* const> besides = {};       ///< files whose lines may be shown as well
};

/// What each project is made of, its configuration included; by ConfigId.
std::vector<ProjectFiles> files_of_projects(std::span<const std::unique_ptr<UnitState>> units,
                                            const Discovery& discovery, const FileSet& files);

/// What the units are made into.
std::vector<MadeTexts> made_texts(std::span<const std::unique_ptr<UnitState>> units);

/// The report of all units that were linted: findings merged, ignored ones taken out, and what was
/// not checked. No credential is in its words or shown lines.
Report gather(std::span<const std::unique_ptr<UnitState>> units, const Discovery& discovery,
              const FileSet& files, const SourceMap& sources,
              std::span<const ProjectFiles> projects, GatherAsked asked);

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
