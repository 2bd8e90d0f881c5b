#pragma once
#include <string>

#include "gotemplate/value/heap.h"

namespace fairlead::gotemplate {

/// A TOML text as BurntSushi's toml reads it into a map[string]any: int64, float64, string, bool,
/// time.Time, []any, and []map[string]any for arrays of tables. Strings keep where their bytes were
/// written. An empty map and the `error`, in that library's words, where it is no TOML; what the
/// heap's budget does not allow is refused there.
Value read_toml(Heap& heap, const BuiltText& text, std::string& error);

}  // namespace fairlead::gotemplate
