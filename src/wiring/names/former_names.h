#pragma once
#include <string_view>

#include "deploy/types/kustomize_faults.h"
#include "facts/facts.h"

namespace fairlead {

/// The Service of a unit that was called so before its kustomization, or what deploys it, changed
/// it; null where there is none. `client_namespace` is where the name is looked up: what has no
/// namespace is there.
const FormerName* former_service(const Facts& facts, const ServiceName& name,
                                 std::string_view client_namespace);
/// The same of a Secret or ConfigMap.
const FormerName* former_holder(const Facts& facts, bool secret, std::string_view name,
                                std::string_view client_namespace);

}  // namespace fairlead
