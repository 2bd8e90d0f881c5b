#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "tree/node.h"

namespace fairlead {

/// What the API server asks of the items of a list.
struct Demand {
  enum class Of : std::uint8_t {
    unique,    ///< no two items have the same
    required,  ///< each item has it, if one has
  };
  std::string_view list, field;
  Of of{};
  std::string_view what;  ///< an item is: "port"
};

/// What of a Service's `spec` is asked, of a pod's, of one container.
enum class DemandsOf : std::uint8_t { service, pod, container };

/// An item that the API server does not take.
struct Unmet {
  Demand demand;
  Ref list, item;
  Ref other;  ///< unique: the item before it that has the same
};

/// Looks at the lists of `around`. What is filled in later meets all demands.
std::vector<Unmet> unmet_demands(Ref around, DemandsOf of);

}  // namespace fairlead
