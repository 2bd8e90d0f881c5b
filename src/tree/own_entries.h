#pragma once
#include <vector>

#include "tree/node.h"

namespace fairlead {

/// Whether an entry is `<<`, which brings the entries of others.
bool is_merge(const Entry& entry);
/// A mapping's entries with those merged into it behind its own, each key once, the first one:
/// which is how go-yaml 3 reads `<<`.
std::vector<Entry> own_entries_first(const Node& mapping);

}  // namespace fairlead
