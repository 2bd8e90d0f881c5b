#include "wiring/own_names.h"

#include <algorithm>

#include "wiring/misspelt.h"

namespace fairlead {
namespace {

template <typename Item>
std::vector<std::string_view> names_of(const std::vector<const Item*>& items) {
  std::vector<std::string_view> names;
  for (const Item* item : items) names.emplace_back(item->name);
  return names;
}

/// Puts the items of a unit together that lie in one place.
template <typename Item, typename PlaceOf, typename Groups>
void group(const std::vector<Item>& items, PlaceOf place_of, Groups& groups) {
  std::map<typename Groups::key_type, std::vector<const Item*>> all;
  for (const Item& item : items) all[place_of(item)].push_back(&item);
  for (auto& [place, of_place] : all) groups.try_emplace(place, std::move(of_place));
}

}  // namespace

template <typename Item>
OwnNames::Group<Item>::Group(std::vector<const Item*> of)
    : items(std::move(of)), names(names_of(items)) {}

template <typename Item>
template <typename Passes>
const Item* OwnNames::Group<Item>::first(std::string_view name, Passes passes) const {
  NearNames::Search near(names, name, most_misspelt);
  while (const auto number = near.next()) {
    if (misspelt(name, items[*number]->name) && passes(*items[*number])) return items[*number];
  }
  return nullptr;
}

OwnNames::OwnNames(const UnitSummary& unit) {
  group(
      unit.services, [](const ServiceFacts& each) { return Place(false, each.namespace_name); },
      services_);
  group(
      unit.holders,
      [](const UnitSummary::Keys& each) { return Place(each.secret, each.namespace_name); },
      holders_);
}

bool OwnNames::any_service(std::string_view name, std::string_view namespace_name,
                           const std::function<bool(const ServiceFacts&)>& passes) const {
  const auto group = services_.find({false, namespace_name});
  return group != services_.end() && group->second.first(name, passes);
}

const UnitSummary::Keys* OwnNames::holder(bool secret, std::string_view name,
                                          std::string_view namespace_name) const {
  const auto group = holders_.find({secret, namespace_name});
  if (group == holders_.end()) return nullptr;
  return group->second.first(name, [](const UnitSummary::Keys&) { return true; });
}

std::size_t OwnNames::steps() const {
  std::size_t steps = 0;
  for (const auto& [place, group] : services_) steps += group.names.steps();
  for (const auto& [place, group] : holders_) steps += group.names.steps();
  return steps;
}

}  // namespace fairlead
