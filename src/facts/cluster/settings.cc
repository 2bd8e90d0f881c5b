#include "facts/cluster/settings.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace fairlead {
namespace {

class SettingsReader {
 public:
  explicit SettingsReader(std::span<const Holder> holders) {
    for (const Holder& holder : holders)
      holders_.emplace(std::tuple(std::string_view(holder.namespace_name),
                                  std::string_view(holder.name), holder.secret),
                       &holder);  // the first one counts
  }

  void read(const Workload& workload, const Container& container) {
    ContainerSettings settings{&workload, &container, {}, workload.resource->partial};
    bool all = left_ > 0;
    for (const EnvFrom& from : container.env_from) {
      all = all && add_env_from(workload, from, settings);
    }
    for (const EnvVar& variable : container.env) {
      settings.settings.push_back({variable.name, variable.name_at.span(),
                                   value_of(workload, variable), &variable, nullptr});
    }
    if (!all) {
      settings.open = true;
      table_.gaps.push_back(too_many_settings(container));
    }
    left_ -= std::min(left_, settings.settings.size());
    table_.containers.push_back(std::move(settings));
  }

  SettingsTable done() { return std::move(table_); }

 private:
  const Holder* find_holder(bool secret, std::string_view name,
                            std::string_view namespace_name) const {
    const auto found = holders_.find({namespace_name, name, secret});
    return found == holders_.end() ? nullptr : found->second;
  }

  /// Says whether there was room for them.
  bool add_env_from(const Workload& workload, const EnvFrom& from,
                    ContainerSettings& settings) const {
    const Holder* holder = find_holder(from.secret, from.name, workload.resource->namespace_name);
    if (!holder || holder->open) settings.open = true;
    if (!holder || !from.prefix.empty()) {
      settings.open = true;
      return true;
    }
    if (settings.settings.size() + holder->keys.size() > left_) return false;
    for (const HeldKey& key : holder->keys) {
      settings.settings.push_back({key.name, key.at, key.value, nullptr, &from});
    }
    return true;
  }

  WrittenText value_of(const Workload& workload, const EnvVar& variable) const {
    switch (variable.from) {
      case ValueFrom::literal:
        return text_of(variable.value_at);
      case ValueFrom::other:
        return {};
      case ValueFrom::secret_key:
      case ValueFrom::config_map_key: {
        const Holder* holder = find_holder(variable.from == ValueFrom::secret_key, variable.holder,
                                           workload.resource->namespace_name);
        const HeldKey* key = holder ? holder->find(variable.key) : nullptr;
        return key ? key->value : WrittenText{};
      }
    }
    __builtin_unreachable();
  }

  std::map<std::tuple<std::string_view, std::string_view, bool>, const Holder*> holders_;
  std::size_t left_ = most_settings;
  SettingsTable table_;
};

}  // namespace

Gap too_many_settings(const Container& container) {
  return {"", container.at.span(), "the variables of a container",
          "the unit gives its containers more than anybody writes"};
}

SettingsTable settings_of(std::span<const Workload> workloads, std::span<const Holder> holders) {
  SettingsReader reader(holders);
  for (const Workload& workload : workloads) {
    for (const Container& container : workload.containers) reader.read(workload, container);
  }
  return reader.done();
}

}  // namespace fairlead
