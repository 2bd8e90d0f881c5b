#include "tree/own_entries.h"

#include <algorithm>

namespace fairlead {
namespace {

constexpr std::size_t deepest = 100;

void add_own_first(const Node& mapping, std::vector<Entry>& all, std::size_t depth) {
  if (depth > deepest) return;
  const auto is_known = [&](const Entry& entry) {
    return std::ranges::any_of(all, [&](const Entry& known) {
      const Node *a = known.key->resolved(), *b = entry.key->resolved();
      return a && b && a->text() == b->text();
    });
  };
  for (const Entry& entry : mapping.entries()) {
    if (!is_merge(entry) && !is_known(entry)) all.push_back(entry);
  }
  for (const Entry& entry : mapping.entries()) {
    const Node* merged = is_merge(entry) ? entry.value->resolved() : nullptr;
    if (!merged) continue;
    if (merged->is_mapping()) add_own_first(*merged, all, depth + 1);
    for (const Node* item : merged->items()) {
      if (item->resolved() && item->resolved()->is_mapping())
        add_own_first(*item->resolved(), all, depth + 1);
    }
  }
}

}  // namespace

bool is_merge(const Entry& entry) {
  return entry.key->style() == Style::plain && entry.key->is_string() && entry.key->text() == "<<";
}

std::vector<Entry> own_entries_first(const Node& mapping) {
  std::vector<Entry> all;
  add_own_first(mapping, all, 0);
  return all;
}

}  // namespace fairlead
