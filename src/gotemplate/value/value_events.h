#pragma once
#include <string>

#include "emit/events.h"
#include "gotemplate/value/heap.h"

namespace fairlead::gotemplate {

/// Tells a value to `events`, to be written as YAML, JSON or TOML. Its texts are those of the heap.
/// Why it cannot be told, in the words of Go's encoding/json; else "".
std::string add_value(const Value& value, Heap& heap, emit::Events& events);

}  // namespace fairlead::gotemplate
