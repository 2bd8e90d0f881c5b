#include <map>

#include "facts/build.h"

namespace fairlead {
namespace {

/// What all containers of a unit are given: where thousands take the same thousands of keys, they
/// would be as many as both multiplied. No cluster has a hundred thousand.
constexpr std::size_t most_settings = 500'000;

class SettingsReader {
 public:
  SettingsReader(Model& model, std::span<const File* const> files) : model_(model), files_(files) {
    for (const Holder& holder : model.holders)
      holders_.emplace(std::tuple(std::string_view(holder.namespace_name),
                                  std::string_view(holder.name), holder.secret),
                       &holder);  // the first one counts
  }

  void read(const Workload& workload, const Container& container) {
    Model::ContainerSettings settings{&workload, &container, {}, workload.resource->partial};
    bool all = left_ > 0;
    for (const EnvFrom& from : container.env_from) {
      all = all && add_env_from(workload, from, settings);
    }
    for (const EnvVar& variable : container.env) {
      settings.settings.push_back({variable.name, variable.name_at.span(),
                                   value_of(workload, variable), &variable, nullptr});
    }
    if (all && model_.unit->kind == UnitKind::compose)
      all = add_compose_settings(model_, files_, left_, settings);
    if (!all) {
      settings.open = true;
      model_.gaps.push_back({"", container.at.span(), "the variables of a container",
                             "the unit gives its containers more than anybody writes"});
    }
    left_ -= std::min(left_, settings.settings.size());
    model_.settings.push_back(std::move(settings));
  }

 private:
  const Holder* find_holder(bool secret, std::string_view name,
                            std::string_view namespace_name) const {
    const auto found = holders_.find({namespace_name, name, secret});
    return found == holders_.end() ? nullptr : found->second;
  }

  /// Says whether there was room for them.
  bool add_env_from(const Workload& workload, const EnvFrom& from,
                    Model::ContainerSettings& settings) const {
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

  Text value_of(const Workload& workload, const EnvVar& variable) const {
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
        return key ? key->value : Text{};
      }
    }
    __builtin_unreachable();
  }

  Model& model_;
  std::span<const File* const> files_;
  std::map<std::tuple<std::string_view, std::string_view, bool>, const Holder*> holders_;
  std::size_t left_ = most_settings;
};

}  // namespace

void add_settings(Model& model, std::span<const File* const> files) {
  SettingsReader reader(model, files);
  for (const Workload& workload : model.workloads) {
    for (const Container& container : workload.containers) reader.read(workload, container);
  }
}

}  // namespace fairlead
