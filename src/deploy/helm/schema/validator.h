#pragma once
#include <vector>

#include "deploy/helm/schema/fault.h"
#include "deploy/helm/schema/schema.h"
#include "gotemplate/value/budget.h"

namespace fairlead::helm {

/// What of a value does not fit a schema, as Helm 4.2 and 3.21 find it (santhosh-tekuri/jsonschema
/// 6.0.2, drafts 4 to 2020-12); nothing where it fits. Where the budget refuses, or a number is too
/// long to be judged, the budget says so, and what is returned does not count.
std::vector<SchemaFault> faults_of(Ref value, const Schema& schema, gotemplate::Budget& budget);

}  // namespace fairlead::helm
