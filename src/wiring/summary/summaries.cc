#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "wiring/summary/summary.h"

// What all units of a run say, indexed.

namespace fairlead {
namespace {

/// A queue's name with one separator for all.
std::string bare_name(std::string_view name) {
  std::string bare(name);
  for (char& c : bare) {
    if (contains("-_:./", std::string_view(&c, 1))) c = ' ';
  }
  return bare;
}

bool is_earlier(const SourceMap& sources, const QueueName& a, const QueueName& b) {
  const auto place = [&](const QueueName& queue) {
    return std::tuple(!queue.declared, std::string_view(sources.name(queue.at.source)),
                      queue.at.begin);
  };
  return place(a) < place(b);
}

}  // namespace

std::span<const Summaries::GivenAt> Summaries::given_to(WorldId world,
                                                        std::string_view workload) const {
  const auto& all = members(world).given;
  const auto found = all.find(workload);
  return found == all.end() ? std::span<const GivenAt>() : found->second;
}

std::span<const Summaries::ScaledAt> Summaries::scalers_of(WorldId world,
                                                           std::string_view workload) const {
  const auto& all = members(world).scalers;
  const auto found = all.find(workload);
  return found == all.end() ? std::span<const ScaledAt>() : found->second;
}

void Summaries::find_left_over(Members& members) {
  std::set<std::string_view> deployed, with_all_below;
  for (const UnitSummary* unit : members.units)
    for (const UnitSummary::Deployed& each : unit->deployed)
      (each.recurses ? with_all_below : deployed).insert(each.directory);
  const auto is_deployed = [&](std::string_view directory) {
    if (deployed.contains(directory)) return true;
    for (; !directory.empty(); directory = directory_of(directory))
      if (with_all_below.contains(directory)) return true;
    return with_all_below.contains("");
  };
  std::size_t built = 0;
  for (const UnitSummary* unit : members.units) {
    if (!unit->is_built) continue;
    ++built;
    if (!is_deployed(unit->directory)) members.left_over.insert(unit);
  }
  // Where most are deployed by something that is not in view, so may these be.
  if (members.left_over.size() * 2 > built) members.left_over.clear();
}

bool Summaries::is_left_over(const UnitSummary& unit) const {
  return members(unit.world).left_over.contains(&unit);
}

Summaries::Summaries(std::span<const UnitSummary* const> units, const SourceMap& sources) {
  for (const UnitSummary* each : units) {
    const UnitSummary& unit = *each;
    if (unit.old_redis || unit.new_redis) with_versions_.push_back(&unit);
    const auto world = static_cast<std::size_t>(unit.world);
    if (worlds_.size() <= world) worlds_.resize(world + 1);
    Members& members = worlds_[world];
    members.units.push_back(&unit);
    if (unit.release) members.installed[unit.directory].insert(*unit.release);
    for (const auto& [directory, release] : unit.installed)
      members.installed[directory].insert(release);
    for (const Definition& definition : unit.definitions)
      members.definitions[definition.object].push_back({&unit, definition.content});
    for (const ServiceFacts& facts : unit.services)
      members.services[facts.name].emplace_back(&unit, &facts);
    for (const UnitSummary::Keys& keys : unit.holders)
      members.holders[keys.name].emplace_back(&unit, &keys);
    for (const UnitSummary::Object& object : unit.objects)
      members.objects[object.is.name].emplace_back(&unit, &object);
    for (const UnitSummary::Given& given : unit.given)
      members.given[given.workload.name].emplace_back(&unit, &given);
    for (const UnitSummary::ScaledBy& scaler : unit.scalers)
      members.scalers[scaler.workload.name].emplace_back(&unit, &scaler);
    for (const UnitSummary::Instance& instance : unit.instances) {
      for (const std::string& name : instance.services)
        members.with[name].emplace_back(&unit, &instance);
      for (const std::string& name : instance.absent)
        members.without[name].emplace_back(&unit, &instance);
    }
    for (const QueueName& queue : unit.queues) {
      AlikeQueues& alike = members.queues[bare_name(queue.text)];
      alike.all.emplace_back(&unit, &queue);
      if (queue.declared) alike.declared.insert(queue.text);
    }
  }
  for (Members& members : worlds_) {
    find_left_over(members);
    std::erase_if(members.definitions, [](const auto& each) { return each.second.size() < 2; });
    for (auto& [name, alike] : members.queues) {
      std::ranges::stable_sort(alike.all, [&](const auto& a, const auto& b) {
        return is_earlier(sources, *a.second, *b.second);
      });
    }
  }
}

bool Summaries::shares_definitions(const UnitSummary& unit) const {
  const auto& shared = members(unit.world).definitions;
  return std::ranges::any_of(unit.definitions, [&](const Definition& definition) {
    return shared.contains(definition.object);
  });
}

std::set<const UnitSummary*> Summaries::alternatives_to(const UnitSummary& unit) const {
  const Members& world = members(unit.world);
  std::set<const UnitSummary*> found;
  for (const Definition& own : unit.definitions) {
    const auto place = world.definitions.find(own.object);
    if (place == world.definitions.end()) continue;
    for (const DefinedAt& other : place->second) {
      if (other.unit != &unit && other.content != own.content) found.insert(other.unit);
    }
  }
  if (unit.environment == EnvironmentId::all) return found;
  for (const UnitSummary* other : world.units) {
    // Charts are deployed beside each other, and one chart under several names.
    const bool of_one = other->environment != EnvironmentId::all &&
                        other->directory == unit.directory &&
                        (!other->release || !unit.release || other->release == unit.release);
    if (of_one && other->environment != unit.environment) found.insert(other);
  }
  return found;
}

bool Summaries::is_installed_otherwise(const UnitSummary& unit) const {
  return !unit.release && unit.environment != EnvironmentId::all &&
         members(unit.world).installed.contains(unit.directory);
}

bool Summaries::has_one_name(const UnitSummary& unit) const {
  return is_installed_otherwise(unit) &&
         members(unit.world).installed.find(unit.directory)->second.size() == 1;
}

std::span<const UnitSummary* const> Summaries::units_of(WorldId world) const {
  return members(world).units;
}

namespace {

/// What an index has under a name.
template <typename Index>
auto under(const Index& index, std::string_view name) {
  const auto place = index.find(name);
  using Found = std::span<const typename Index::mapped_type::value_type>;
  return place == index.end() ? Found() : Found(place->second);
}

}  // namespace

std::span<const Summaries::ServiceAt> Summaries::services(WorldId world,
                                                          std::string_view name) const {
  return under(members(world).services, name);
}

std::span<const Summaries::KeysAt> Summaries::holders(WorldId world, std::string_view name) const {
  return under(members(world).holders, name);
}

std::span<const Summaries::ObjectAt> Summaries::objects(WorldId world,
                                                        std::string_view name) const {
  return under(members(world).objects, name);
}

std::span<const Summaries::InstanceAt> Summaries::instances_with(WorldId world,
                                                                 std::string_view service) const {
  return under(members(world).with, service);
}

std::span<const Summaries::InstanceAt> Summaries::instances_without(
    WorldId world, std::string_view service) const {
  return under(members(world).without, service);
}

const AlikeQueues& Summaries::queues_like(WorldId world, std::string_view name) const {
  return members(world).queues.at(bare_name(name));
}

}  // namespace fairlead
