#include "wiring/names/own_names.h"

#include <algorithm>

#include "base/text.h"
#include "wiring/names/misspelt.h"

namespace fairlead {
namespace {

std::string_view name_of(const UnitSummary::Object& object) { return object.is.name; }

template <typename Item>
std::string_view name_of(const Item& item) {
  return item.name;
}

template <typename Item>
std::vector<std::string_view> names_of(const std::vector<const Item*>& items) {
  std::vector<std::string_view> names;
  for (const Item* item : items) names.emplace_back(name_of(*item));
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
    if (passes(*items[*number])) return items[*number];
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
  group(
      unit.objects,
      [](const UnitSummary::Object& each) {
        return std::pair<std::string_view, std::string_view>(each.is.kind, each.is.namespace_name);
      },
      objects_);
}

bool OwnNames::any_service(std::string_view name, std::string_view namespace_name,
                           const std::function<bool(const ServiceFacts&)>& passes) const {
  const auto group = services_.find({false, namespace_name});
  const auto is_meant = [&](const ServiceFacts& each) {
    return misspelt(name, each.name) && passes(each);
  };
  return group != services_.end() && group->second.first(name, is_meant);
}

const UnitSummary::Keys* OwnNames::holder(bool secret, std::string_view name,
                                          std::string_view namespace_name) const {
  const auto group = holders_.find({secret, namespace_name});
  if (group == holders_.end()) return nullptr;
  return group->second.first(
      name, [&](const UnitSummary::Keys& each) { return misspelt_object(name, each.name); });
}

const UnitSummary::Object* OwnNames::object(const ObjectName& name) const {
  for (const std::string_view space : {std::string_view(name.namespace_name), std::string_view()}) {
    const auto group = objects_.find({name.kind, space});
    if (group == objects_.end()) continue;
    const auto is_meant = [&](const UnitSummary::Object& each) {
      const bool is_here = each.cluster_scoped || space == name.namespace_name;
      return is_here && misspelt_object(name.name, each.is.name);
    };
    if (const auto* found = group->second.first(name.name, is_meant)) return found;
  }
  return nullptr;
}

bool OwnNames::has_relative(const ObjectName& name) const {
  const auto group = objects_.find({name.kind, name.namespace_name});
  if (group == objects_.end()) return false;
  const auto parts = split(name.name, '-');
  const auto is_akin = [](std::string_view a, std::string_view b) {
    return std::min(a.size(), b.size()) >= 3 && (a.starts_with(b) || b.starts_with(a));
  };
  return std::ranges::any_of(group->second.items, [&](const UnitSummary::Object* each) {
    return std::ranges::any_of(split(each->is.name, '-'), [&](std::string_view part) {
      return std::ranges::any_of(parts, [&](std::string_view own) { return is_akin(own, part); });
    });
  });
}

std::size_t OwnNames::steps() const {
  std::size_t steps = 0;
  for (const auto& [place, group] : objects_) steps += group.names.steps();
  for (const auto& [place, group] : services_) steps += group.names.steps();
  for (const auto& [place, group] : holders_) steps += group.names.steps();
  return steps;
}

}  // namespace fairlead
