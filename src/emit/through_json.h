#pragma once
#include <string>
#include <tl/expected.hpp>

#include "base/arena.h"
#include "emit/events.h"

namespace fairlead::emit {

/// A value as go-yaml version 2 reads it back from the JSON that Go makes of it, which is the way
/// from a value to YAML in sigs.k8s.io/yaml: floats without a fraction become integers, bytes that
/// are no UTF-8 become U+FFFD, a U+0085 folds as a line break does. An error in the library's words
/// where the JSON cannot be made or read: .inf, control characters, keys of more than 1,022
/// characters. New texts lie in `arena`.
tl::expected<Events, std::string> through_json(const Events& events, Arena& arena);

}  // namespace fairlead::emit
