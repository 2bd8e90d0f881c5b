#pragma once
#include <memory>

#include "deploy/manifests/written_objects.h"
#include "deploy/types/installation.h"

namespace fairlead::flux {

/// What a Kustomization of Flux changes of what lies at its path; null: nothing. The objects that
/// it takes variables of are noted in `installation`.
std::shared_ptr<const Alteration> alteration_of(const Resource& kustomization,
                                                const ObjectsInView& objects,
                                                Installation& installation);

}  // namespace fairlead::flux
