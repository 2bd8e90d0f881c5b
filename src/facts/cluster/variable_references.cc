#include "facts/cluster/variable_references.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {

std::vector<VariableReference> variable_references(std::string_view value) {
  std::vector<VariableReference> found;
  for (std::size_t i = 0; i + 1 < value.size(); ++i) {
    if (value[i] != '$') continue;
    if (value[i + 1] == '(') {
      const std::size_t end = value.find(')', i);
      if (end == std::string_view::npos) break;
      found.push_back({value.substr(i + 2, end - i - 2), i, end + 1});
      i = end;
    } else if (value[i + 1] == '$') {
      ++i;
    }
  }
  return found;
}

bool may_refer(std::span<const EnvVar> variables) {
  return std::ranges::any_of(
      variables, [](const EnvVar& each) { return contains(each.value_at.text(), "$("); });
}

}  // namespace fairlead
