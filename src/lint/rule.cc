#include "lint/rule.h"

namespace fairlead {

const RuleInfo* find_rule(std::string_view id) {
  const std::span<const RuleInfo> rules = catalog();
  const auto found = std::lower_bound(
      rules.begin(), rules.end(), id,
      [](const RuleInfo& rule, std::string_view wanted) { return rule.id < wanted; });
  if (found != rules.end() && found->id == id) return &*found;
  for (const RuleInfo& rule : rules) {
    if (std::find(rule.aliases.begin(), rule.aliases.end(), id) != rule.aliases.end()) return &rule;
  }
  return nullptr;
}

}  // namespace fairlead
