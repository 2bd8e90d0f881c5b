#pragma once
#include <string>
#include <string_view>

#include "facts/network/passage.h"
#include "lint/rule_run.h"

namespace fairlead {

/// Why what a unit's policies say of a namespace may not be all; "" where it is.
std::string why_policies_are_not_all(const RuleRun& run, std::string_view namespace_name);

/// Whether something that is not rendered here, or another deployment to a namespace that no file
/// says, may bring policies of its own.
bool may_get_policies(const RuleRun& run, std::string_view namespace_name);

/// Whether policies may hold a workload's pods at all, and its labels are known.
bool is_judged(const Workload& workload);

/// "NetworkPolicy `a` lets", "no NetworkPolicy (`a`, `b`) lets": the beginning of a message.
std::string policies_let(const Passage& passage);

/// Where a policy lists the rules of a side, else its name.
Ref place_of_rules(const NetworkPolicy& policy, PolicySide NetworkPolicy::*side);

/// What to edit for a port to be let through: the peers of a rule that opens it, else its ports
/// where there is one rule, else the rules, or the policy's name.
Ref place_to_edit(const Passage& passage, PolicySide NetworkPolicy::*side, const PortOf& port);

}  // namespace fairlead
