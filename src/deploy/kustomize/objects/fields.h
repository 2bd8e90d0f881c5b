#pragma once
#include <functional>
#include <span>

#include "deploy/kustomize/objects/object.h"
#include "deploy/kustomize/tables/field_specs.h"
#include "deploy/kustomize/trees/edits.h"
#include "deploy/kustomize/trees/refusal.h"

namespace fairlead::kustomize {

/// What stands in a field then: the node itself where nothing changes. The node is null where a
/// field is made that was not there.
using ChangeField = std::function<const Node*(const Node* value)>;

/// What is made where a field is not there.
enum class Make : std::uint8_t { nothing, scalar, mapping };

/// The object with a change made in each of the fields that are its kind's.
const Node* change_fields(const Node& object, const ObjectId& id, std::span<const FieldSpec> specs,
                          Make make, Span by, const ChangeField& change, Edits& edits);

}  // namespace fairlead::kustomize
