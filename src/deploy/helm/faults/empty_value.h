#pragma once
#include "tree/node.h"

namespace fairlead::helm {

/// Whether a value is null, absent, an empty text or an empty collection: one that a chart leaves
/// to be filled. A number or a boolean is none.
inline bool is_empty_value(Ref value) {
  if (!value.present()) return true;
  return value->is_string()
             ? value.text().empty()
             : !value->is_scalar() && value->items().empty() && value->entries().empty();
}

}  // namespace fairlead::helm
