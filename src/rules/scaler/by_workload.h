#pragma once
#include <map>
#include <ranges>

#include "facts/facts.h"

namespace fairlead {

/// Items of a table that belong to a workload, in their order.
template <typename Item>
using ByWorkload = std::multimap<const Workload*, const Item*>;

template <typename Item>
ByWorkload<Item> by_workload(const std::vector<Item>& items) {
  ByWorkload<Item> all;
  for (const Item& item : items) {
    if (item.workload) all.emplace(item.workload, &item);
  }
  return all;
}

template <typename Item>
auto items_of(const ByWorkload<Item>& all, const Workload* workload) {
  const auto [first, last] = all.equal_range(workload);
  return std::views::values(std::ranges::subrange(first, last));
}

}  // namespace fairlead
