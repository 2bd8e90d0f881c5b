#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "wiring/names/former_names.h"
#include "wiring/names/own_names.h"
#include "wiring/names/unused_holder.h"
#include "wiring/world.h"

// Secrets, ConfigMaps and their keys.

namespace fairlead {

KeyAnswer World::key(bool secret, std::string_view name, std::string_view namespace_name,
                     std::string_view key) const {
  KeyAnswer answer;
  bool open = false, has = false, apart = false;
  const UnitSummary::Keys* elsewhere = nullptr;
  std::vector<const std::vector<std::string>*> held;
  const auto in_files = summaries_.holders(facts_.unit->world, name);
  for (const ExternalKeys& external :
       secret ? facts_.config->secrets : facts_.config->config_maps) {
    if (external.name != name || (external.from_inventory && !in_files.empty())) continue;
    if (!external.namespace_name.empty() && external.namespace_name != namespace_name) continue;
    answer.holder = Answer::found;
    open = open || external.keys.empty();
    has = has || std::ranges::find(external.keys, key) != external.keys.end();
    held.push_back(&external.keys);
  }
  for (const auto& [unit, holder] : in_files) {
    if (holder->secret != secret) continue;
    if (holder->namespace_name != namespace_name) {
      const bool is_told = !holder->namespace_name.empty() && !namespace_name.empty();
      if (unit == &own_ && is_told && !holder->copied)
        elsewhere = holder;
      else
        apart = true;
      continue;
    }
    if (!together(*unit, namespace_name)) {
      answer.in_alternative =
          answer.in_alternative || holder->open || std::ranges::binary_search(holder->keys, key);
      continue;
    }
    if (answer.at.empty() || unit == &own_) answer.at = holder->at;
    answer.holder = Answer::found;
    open = open || holder->open;
    has = has || std::ranges::binary_search(holder->keys, key);
    held.push_back(&holder->keys);
  }
  if (answer.holder == Answer::found) {
    answer.key = has ? Answer::found : open ? Answer::unknown : Answer::missing;
    for (const auto* keys : held) {
      if (!has) answer.keys.insert(answer.keys.end(), keys->begin(), keys->end());
    }
    if (!std::ranges::is_sorted(answer.keys)) std::ranges::sort(answer.keys);
    if (answer.key == Answer::unknown) answer.reason = "it may get more keys than the files show";
    return answer;
  }
  const UnitSummary::Keys* other = beside_release(secret, name, namespace_name);
  if (!other && !apart && !facts_.open) other = elsewhere;
  if (other) {
    answer.holder = Answer::missing;
    answer.keys = {other->name};
    answer.elsewhere = other->namespace_name;
    answer.at = other->at;
    return answer;
  }
  if (const FormerName* former = former_holder(facts_, secret, name, namespace_name)) {
    answer.holder = Answer::missing;
    answer.keys = {former->now};
    answer.at = former->by;
    return answer;
  }
  // Nothing else can be meant where nothing is open.
  const bool is_released = std::ranges::any_of(
      facts_.release_names, [&](const ReleaseName& made) { return made.fits(name); });
  const UnitSummary::Keys* near = nullptr;
  if (!facts_.open && !is_released) {
    near = own_names().holder(secret, name, namespace_name);
    if (!near) near = unused_holder(facts_, own_, secret, name, namespace_name, key);
  }
  if (near) {
    answer.holder = Answer::missing;
    answer.keys = {near->name};
    answer.at = near->at;
    return answer;
  }
  const auto& known = secret ? facts_.config->known_secrets : facts_.config->known_config_maps;
  if (known.contains(namespace_name) && !facts_.open && !grows(namespace_name)) {
    answer.holder = Answer::missing;
    return answer;
  }
  answer.reason = fmt::format("the {} is not in view", secret ? "Secret" : "ConfigMap");
  return answer;
}

const UnitSummary::Keys* World::beside_release(bool secret, std::string_view name,
                                               std::string_view namespace_name) const {
  const auto all = summaries_.holders(facts_.unit->world, name);
  if (facts_.unit->kind != UnitKind::chart_values || all.size() != 1) return nullptr;
  const UnitSummary::Keys& only = *all.front().second;
  if (only.secret != secret || only.copied || only.namespace_name.empty()) return nullptr;
  const auto units = summaries_.units_of(facts_.unit->world);
  const bool installs = std::ranges::any_of(units, [&](const UnitSummary* unit) {
    return std::ranges::any_of(unit->deployed, [&](const UnitSummary::Deployed& each) {
      return each.directory == own_.directory && each.namespace_name == namespace_name &&
             each.by_namespace == only.namespace_name && only.namespace_name != namespace_name;
    });
  });
  return installs ? &only : nullptr;
}

bool World::builds_any_path() const {
  const auto units = summaries_.units_of(facts_.unit->world);
  return std::ranges::any_of(units, &UnitSummary::builds_any_path);
}

bool World::is_deployed(const UnitSummary& unit) const {
  if (!unit.is_plain) return true;
  const auto units = summaries_.units_of(facts_.unit->world);
  return std::ranges::any_of(units, [&](const UnitSummary* by) {
    return std::ranges::any_of(by->deployed, [&](const UnitSummary::Deployed& each) {
      return each.directory == unit.directory ||
             (each.recurses && lies_below(unit.directory, each.directory));
    });
  });
}

bool World::is_left_below(const UnitSummary& other) const {
  return &other != &own_ && own_.is_plain && is_deployed(own_) && !is_deployed(other) &&
         lies_below(other.directory, own_.directory);
}

Span World::left_beside(std::string_view kind, std::string_view name,
                        std::string_view namespace_name) const {
  if (!facts_.kustomize_faults) return {};
  const auto& all = facts_.kustomize_faults->beside;
  for (const LeftObject& each : std::ranges::equal_range(all, name, {}, &LeftObject::name)) {
    const bool is_near = each.namespace_name.empty() || each.namespace_name == namespace_name;
    if (each.kind == kind && is_near) return each.at;
  }
  return {};
}

Span World::undeployed_holder(bool secret, std::string_view name,
                              std::string_view namespace_name) const {
  Span found = left_beside(secret ? "Secret" : "ConfigMap", name, namespace_name);
  for (const auto& [unit, holder] : summaries_.holders(facts_.unit->world, name)) {
    const bool fits = holder->secret == secret &&
                      (holder->namespace_name.empty() || holder->namespace_name == namespace_name);
    if (!fits) continue;
    if (!is_left_below(*unit)) return {};
    found = holder->at;
  }
  return found;
}

Span World::undeployed_service(const ServiceName& name) const {
  Span found = left_beside("Service", name.name, name.namespace_name);
  for (const auto& [unit, service] : summaries_.services(facts_.unit->world, name.name)) {
    if (!service->namespace_name.empty() && service->namespace_name != name.namespace_name)
      continue;
    if (!is_left_below(*unit)) return {};
    found = service->at;
  }
  return found;
}

bool World::is_held_elsewhere(bool secret, std::string_view name) const {
  return std::ranges::any_of(
      summaries_.holders(facts_.unit->world, name), [&](const Summaries::KeysAt& at) {
        return at.first != &own_ && at.second->secret == secret && !is_alternative(*at.first);
      });
}

}  // namespace fairlead
