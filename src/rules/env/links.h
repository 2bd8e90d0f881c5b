#pragma once
#include "facts/cluster/workload.h"
#include "lint/rule_run.h"

namespace fairlead {

/// Whether Kubernetes gives the program that variable, since a Service is called so. Where it is an
/// address and the program reads a port, that is reported.
bool given_by_service_link(RuleRun& run, const Workload& workload, const Container& container,
                           const Written& variable);

}  // namespace fairlead
