#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "facts/cluster/workload.h"

namespace fairlead {

/// A `$(NAME)` in the value of a container's variable, as the kubelet reads it: `$$` is a dollar
/// sign.
struct VariableReference {
  std::string_view name;
  std::size_t begin = 0, end = 0;  ///< of `$(NAME)` in the value
};

/// All of them, in order.
std::vector<VariableReference> variable_references(std::string_view value);
/// Whether a value of any of the variables may name another one: few containers have such.
bool may_refer(std::span<const EnvVar> variables);

}  // namespace fairlead
