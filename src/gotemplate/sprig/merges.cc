// merge and mergeOverwrite, as mergo 1.0 has them: the destination is changed in place, and shares
// what it takes.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

/// Whether a key's value stays although the source has another one.
bool stays(const Value& old, const Value& given, bool overwrites) {
  if (!is_true(old)) return false;
  if (given.is_map() && old.is_map()) return true;
  if (given.is_list()) return !overwrites || !old.is_list();
  return !overwrites;
}

bool merge(Heap& heap, Map& into, Map& from, bool overwrites) {
  Budget& budget = heap.budget();
  if (&into == &from) return true;
  if (!budget.deeper()) return false;
  // What is merged may be a part of what it is merged into.
  const std::span<const Map::Item> all = from.sorted();
  const std::vector<Map::Item> items(all.begin(), all.end());
  for (const Map::Item& item : items) {
    if (!budget.step()) return false;
    Value* old = into.find(item.name(), item.hash);
    if (item.value.is_nil()) {
      if (overwrites) into.set(item.key, item.value);
      continue;
    }
    if (old && old->is_map() && item.value.is_map()) {
      Map& inner = old->map();
      if (!merge(heap, inner, item.value.map(), overwrites)) return false;
      old = into.find(item.name(), item.hash);
    }
    if (!old || !stays(*old, item.value, overwrites)) into.set(item.key, item.value);
  }
  return true;
}

Value merged(Call& call, bool overwrites) {
  // Into a nil map is into a new one.
  Value into = call[0];
  if (into.map().is_nil()) into = Value::map(call.heap.map(), into.origin());
  for (const Value& source : call.arguments.subspan(1)) {
    if (!merge(call.heap, into.map(), source.map(), overwrites)) break;
  }
  return into;
}

Value merge_missing(Call& call) { return merged(call, false); }
Value merge_over(Call& call) { return merged(call, true); }

constexpr Function table[] = {
    {"merge", "map, map...", merge_missing},
    {"mustMerge", "map, map...", merge_missing},
    {"mergeOverwrite", "map, map...", merge_over},
    {"mustMergeOverwrite", "map, map...", merge_over},
};

}  // namespace

std::span<const Function> merge_functions() { return table; }

}  // namespace fairlead::gotemplate
