#include "wiring/names/unused_holder.h"

#include <algorithm>

#include "facts/references/references.h"

namespace fairlead {
namespace {

bool begins(std::string_view longer, std::string_view shorter) {
  return longer.size() > shorter.size() && longer.starts_with(shorter) &&
         longer[shorter.size()] == '-';
}

/// Whether a container's variables take from it.
bool is_given(const Facts& facts, const UnitSummary::Keys& holder) {
  for (const Workload& workload : facts.workloads)
    for (const Container& container : workload.containers) {
      for (const EnvVar& variable : container.env)
        if (variable.holder == holder.name) return true;
      for (const EnvFrom& source : container.env_from)
        if (source.name == holder.name) return true;
    }
  return false;
}

/// Whether an object names it, as far as references are known.
bool is_named(const Facts& facts, const UnitSummary::Keys& holder) {
  bool found = false;
  const auto look = [&](const Reference& each) {
    const bool is_kind = each.target.kind == (holder.secret ? "Secret" : "ConfigMap");
    found = found || (is_kind && each.target.name == holder.name);
  };
  for_each_reference(facts, look);
  for_each_given_reference(facts, look);
  return found;
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
  const bool is_used = found && (is_given(facts, *found) || is_named(facts, *found));
  return is_used ? nullptr : found;
}

}  // namespace fairlead
