#pragma once
#include <cstddef>
#include <vector>

#include "lint/rule_run.h"

namespace fairlead {

/// What the configuration says about a rule and a file, by the rule's id or a former one: "error" …
/// "off"; "" for nothing. `path` is relative to the root.
std::string_view asked_severity(const Config& config, const RuleInfo& rule, std::string_view path);

/// Runs every rule of the catalog on one unit, with the severities that the unit's configuration
/// asks for
/// (`off` leaves a rule out). The findings own their words and lie on written spans, so they
/// outlive the unit; they are neither merged nor sorted. What was looked at, and what could not be
/// decided, is added to `looked_at`.
std::vector<Finding> lint_unit(const Facts& facts, const World& world, SourceMap& sources,
                               LookedAt& looked_at);

/// One finding for each rule and written span, in the order of reads_before: what several units say
/// of one place is said once, with the labels of all. The same whatever the order of `findings`.
std::vector<Finding> merge_findings(std::vector<Finding> findings, const SourceMap& sources);

}  // namespace fairlead
