#pragma once
#include <span>
#include <string>
#include <vector>

#include "facts/cluster/service.h"

namespace fairlead {

/// What a Service's selector finds among the pods that operators make in its namespace.
struct ProductSelection {
  /// The object whose pods it selects, or was certainly meant for: it asks for a label that is
  /// their operator's own. Null where none are certain, or where some may have what it asks for.
  const ProductInstance* instance = nullptr;
  const LabelAt* wanted = nullptr;  ///< the first pair that keeps it from them; null: none does
  std::vector<std::string> values;  ///< what they have under its key instead
};

ProductSelection product_pods_of(const Service& service, std::span<const ProductInstance> products);

}  // namespace fairlead
