#pragma once
#include <optional>
#include <string>

#include "facts/labels/selectables.h"
#include "lint/rule_run.h"

namespace fairlead {

/// What a selector that finds nothing was surely meant for; nothing where it may be for what
/// something makes that is not in view: a controller, an operator, another repository.
std::optional<NearSelectable> surely_meant(const SourceMap& sources, const Selectables& all,
                                           const Selecting& selecting);

/// Says that the selector of an object finds nothing, with what it was meant for, and how to write
/// it. `what` is found by it: "pods of", or "" where the object itself is.
Finding& report_selects_nothing(RuleRun& run, const Resource& resource, const NearSelectable& near,
                                std::string_view what, std::string message);

}  // namespace fairlead
