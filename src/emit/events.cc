#include "emit/events.h"

#include <algorithm>

namespace fairlead::emit {

Item& Events::add(Type type, OriginId origin) {
  Item& item = items_.emplace_back();
  item.type = type;
  item.origin = origin;
  item.end = static_cast<std::uint32_t>(items_.size());
  return item;
}

void Events::begin(Type type) {
  open_.push_back(static_cast<std::uint32_t>(items_.size()));
  deepest_ = std::max(deepest_, open_.size());
  add(type, OriginId::none);
}

void Events::end() {
  items_[open_.back()].end = static_cast<std::uint32_t>(items_.size());
  open_.pop_back();
}

std::vector<std::uint32_t> Events::keys(std::uint32_t mapping) const {
  std::vector<std::uint32_t> all;
  for (std::uint32_t at = first(mapping); at < behind(mapping); at = behind(behind(at)))
    all.push_back(at);
  return all;
}

}  // namespace fairlead::emit
