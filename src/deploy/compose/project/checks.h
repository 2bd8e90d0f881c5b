#pragma once
#include "deploy/compose/value/maker.h"

namespace fairlead::compose {

/// What compose refuses of one file's merged content beyond its schema.
Refused check_content(const Value& project);

/// What compose refuses of a whole project: names of what is not defined, things that exclude each
/// other, cycles. `profiles` are those that are active.
Refused check_project(const Value& project, const std::vector<std::string>& profiles);

/// Whether a service or job is started with these profiles.
bool is_active(const Value& workload, const std::vector<std::string>& profiles);

}  // namespace fairlead::compose
