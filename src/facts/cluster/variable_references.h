#pragma once
#include <string_view>
#include <vector>

namespace fairlead {

/// A `$(NAME)` in the value of a container's variable, as the kubelet reads it: `$$` is a dollar
/// sign.
struct VariableReference {
  std::string_view name;
  std::size_t begin = 0, end = 0;  ///< of `$(NAME)` in the value
};

/// All of them, in order.
std::vector<VariableReference> variable_references(std::string_view value);

}  // namespace fairlead
