#include "wiring/names/unused_holder.h"

#include <algorithm>

namespace fairlead {
namespace {

bool begins(std::string_view longer, std::string_view shorter) {
  return longer.size() > shorter.size() && longer.starts_with(shorter) &&
         longer[shorter.size()] == '-';
}

bool is_text_below(Ref at, std::string_view text) {
  if (!at) return false;
  if (at->is_scalar()) return at.text() == text;
  for (const Entry& entry : at.entries())
    if (is_text_below(Ref(entry), text)) return true;
  for (const Node* item : at.items())
    if (is_text_below(Ref(item), text)) return true;
  return false;
}

/// Whether an object names it; what makes it does so as well, and does not count.
bool is_named(const Facts& facts, const UnitSummary::Keys& holder) {
  const auto makes = [&](const Resource& resource) {
    return std::ranges::any_of(facts.holders, [&](const Holder& each) {
      return each.resource == &resource && each.name == holder.name;
    });
  };
  return std::ranges::any_of(facts.resources, [&](const Resource& resource) {
    return !makes(resource) && is_text_below(resource.root, holder.name);
  });
}

}  // namespace

const UnitSummary::Keys* unused_holder(const Facts& facts, const UnitSummary& own, bool secret,
                                       std::string_view name, std::string_view namespace_name,
                                       std::string_view key) {
  const UnitSummary::Keys* found = nullptr;
  if (key.empty()) return found;
  for (const UnitSummary::Keys& each : own.holders) {
    const bool is_relative = each.secret == secret && each.namespace_name == namespace_name &&
                             (begins(each.name, name) || begins(name, each.name));
    if (!is_relative || !std::ranges::binary_search(each.keys, key)) continue;
    if (found) return nullptr;
    found = &each;
  }
  return found && !is_named(facts, *found) ? found : nullptr;
}

}  // namespace fairlead
