#include "model/build.h"

namespace fairlead {
namespace {

const Holder* find_holder(const Model& model, bool secret, std::string_view name,
                          std::string_view namespace_name) {
  for (const Holder& holder : model.holders) {
    if (holder.secret == secret && holder.name == name && holder.namespace_name == namespace_name) {
      return &holder;
    }
  }
  return nullptr;
}

void add_env_from(const Model& model, const Workload& workload, const EnvFrom& from,
                  Model::ContainerSettings& settings) {
  const Holder* holder =
      find_holder(model, from.secret, from.name, workload.resource->namespace_name);
  if (!holder || holder->open) settings.open = true;
  if (!holder || !from.prefix.empty()) {
    settings.open = true;
    return;
  }
  for (const HeldKey& key : holder->keys) {
    settings.settings.push_back({key.name, key.at, key.value, nullptr, &from});
  }
}

Text value_of(const Model& model, const Workload& workload, const EnvVar& variable) {
  switch (variable.from) {
    case ValueFrom::literal:
      return text_of(variable.value_at);
    case ValueFrom::other:
      return {};
    case ValueFrom::secret_key:
    case ValueFrom::config_map_key: {
      const Holder* holder = find_holder(model, variable.from == ValueFrom::secret_key,
                                         variable.holder, workload.resource->namespace_name);
      const HeldKey* key = holder ? holder->find(variable.key) : nullptr;
      return key ? key->value : Text{};
    }
  }
  __builtin_unreachable();
}

}  // namespace

void add_settings(Model& model, std::span<const File* const> files) {
  for (const Workload& workload : model.workloads) {
    for (const Container& container : workload.containers) {
      Model::ContainerSettings settings{&workload, &container, {}, workload.resource->partial};
      for (const EnvFrom& from : container.env_from) add_env_from(model, workload, from, settings);
      for (const EnvVar& variable : container.env) {
        settings.settings.push_back({variable.name, variable.name_at.span(),
                                     value_of(model, workload, variable), &variable, nullptr});
      }
      if (model.unit->kind == UnitKind::compose) add_compose_settings(model, files, settings);
      model.settings.push_back(std::move(settings));
    }
  }
}

}  // namespace fairlead
