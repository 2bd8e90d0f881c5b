#include <fmt/format.h>

#include <algorithm>

#include "wiring/former_names.h"
#include "wiring/own_names.h"
#include "wiring/world.h"

// Secrets, ConfigMaps and their keys.

namespace fairlead {

KeyAnswer World::key(bool secret, std::string_view name, std::string_view namespace_name,
                     std::string_view key) const {
  KeyAnswer answer;
  bool open = false, has = false;
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
    if (holder->secret != secret || holder->namespace_name != namespace_name) continue;
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
  if (const FormerName* former = former_holder(facts_, secret, name, namespace_name)) {
    answer.holder = Answer::missing;
    answer.keys = {former->now};
    answer.at = former->by;
    return answer;
  }
  // Nothing else can be meant where nothing is open.
  const bool is_released = std::ranges::any_of(
      facts_.release_names, [&](const ReleaseName& made) { return made.fits(name); });
  const UnitSummary::Keys* near =
      facts_.open || is_released ? nullptr : own_names().holder(secret, name, namespace_name);
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

bool World::is_held_elsewhere(bool secret, std::string_view name) const {
  return std::ranges::any_of(
      summaries_.holders(facts_.unit->world, name), [&](const Summaries::KeysAt& at) {
        return at.first != &own_ && at.second->secret == secret && !is_alternative(*at.first);
      });
}

}  // namespace fairlead
