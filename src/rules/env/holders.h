#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule_run.h"

namespace fairlead {

/// A container's question for a key of a Secret or ConfigMap.
struct KeyRequest {
  const Workload& workload;
  const Container& container;
  const EnvVar& variable;
};

/// Every key that a container needs from a Secret (or ConfigMap) to start: `optional` ones are left
/// out.
void for_each_key_request(const Facts& facts, bool secret,
                          const std::function<void(const KeyRequest&)>& visit);

/// Reports each Secret (or ConfigMap) that a container needs to start and that is not there.
void report_missing_holders(RuleRun& run, bool secret);

/// Reports each key that a Secret (or ConfigMap) in view does not have.
void report_missing_keys(RuleRun& run, bool secret);

}  // namespace fairlead
