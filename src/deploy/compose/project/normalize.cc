#include "deploy/compose/project/normalize.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/compose/merge/merge.h"
#include "deploy/compose/model/model_parts.h"
#include "deploy/compose/value/volume_text.h"

namespace fairlead::compose {
namespace {

constexpr std::string_view workload_kinds[] = {"services", "jobs"};

class Normalizer {
 public:
  Normalizer(const Environment& environment, Value& project, Maker& maker)
      : environment_(environment), project_(project), maker_(maker) {}

  Refused run() {
    networks();
    for (const std::string_view kind : workload_kinds) {
      Value* all = project_.find(kind);
      if (!all) continue;
      for (auto& [name, field] : all->fields)
        if (auto refused = workload(field.value)) return refused;
    }
    if (!maker_.is_lenient()) names();
    return std::nullopt;
  }

 private:
  /// The default network is there where somebody is on it.
  void networks() {
    bool is_used = false;
    for (const std::string_view kind : workload_kinds) {
      Value* all = project_.find(kind);
      if (!all) continue;
      for (auto& [name, field] : all->fields) {
        Value& workload = field.value;
        if (workload.find("provider") || workload.find("network_mode")) continue;
        const Value* own = workload.find("networks");
        const bool has_none = !own || own->fields.empty();
        is_used = is_used || has_none || own->find("default");
        if (!has_none) continue;
        Value made = Value::mapping();
        made.set("default", nullptr, {});
        workload.set("networks", nullptr, std::move(made));
      }
    }
    if (!is_used) return;
    Value* all = project_.find("networks");
    if (!all || !all->is_mapping()) all = &project_.set("networks", nullptr, Value::mapping());
    if (!all->find("default")) all->set("default", nullptr, {});
  }

  Refused workload(Value& workload) {
    Value* policy = workload.find("pull_policy");
    if (policy && policy->text() == "if_not_present")
      *policy = maker_.retyped(*policy, Kind::string, "missing");
    if (Value* build = workload.find("build")) this->build(*build);
    if (Value* environment = workload.find("environment")) resolve(*environment, true);
    depend(workload);
    if (Value* volumes = workload.find("volumes")) {
      for (Value& volume : volumes->items) {
        Value* target = volume.find("target");
        if (!target && maker_.is_lenient()) continue;
        if (!target)
          return Refusal{Stage::load, "service volume is missing a mount target", volume.span()};
        if (target->node)
          *target = maker_.retyped(*target, Kind::string, clean_path(target->text()));
      }
    }
    return before(workload);
  }

  void build(Value& build) {
    if (!build.present("context"))
      build.set("context", nullptr, maker_.constant(Kind::string, ".", build));
    if (!build.present("dockerfile") && !build.present("dockerfile_inline"))
      build.set("dockerfile", nullptr, maker_.constant(Kind::string, "Dockerfile", build));
    if (Value* args = build.find("args")) resolve(*args, false);
  }

  /// Gives names without a value that of the environment.
  void resolve(Value& values, bool keeps_empty) {
    for (auto field = values.fields.begin(); field != values.fields.end();) {
      bool is_kept = true;
      if (field->second.value.is_null()) {
        const auto found = environment_.find(field->first);
        if (found != environment_.end())
          field->second.value = scalar_of(found->second, maker_);
        else
          is_kept = keeps_empty;
      }
      field = is_kept ? std::next(field) : values.fields.erase(field);
    }
    std::erase_if(values.items, [&](Value& item) {
      if (!item.is_string() || contains(item.text(), "=")) return false;
      const auto found = environment_.find(item.text());
      if (found == environment_.end()) return !keeps_empty;
      item = maker_.pair(item.text(), item.node, scalar_of(found->second, maker_));
      return false;
    });
  }

  void depend(Value& workload) {
    Value made = Value::mapping();
    if (Value* own = workload.find("depends_on")) made = std::move(*own);
    const auto add = [&](const Value& because, std::string_view name, bool restarts) {
      if (made.find(name)) return;
      Value below = Value::mapping();
      below.set("condition", nullptr, maker_.constant(Kind::string, "service_started", because));
      below.set("restart", nullptr,
                maker_.constant(Kind::boolean, restarts ? "true" : "false", because));
      below.set("required", nullptr, maker_.constant(Kind::boolean, "true", because));
      made.set(std::string(name), nullptr, std::move(below));
    };
    if (const Value* links = workload.find("links")) {
      for (const Value& link : links->items) {
        const auto parts = split(link.text(), ':');
        add(link, parts.size() == 2 ? parts[0] : link.text(), true);
      }
    }
    for (const std::string_view space : {"network_mode", "ipc", "pid", "uts", "cgroup"}) {
      constexpr std::string_view service = "service:";
      const Value* value = workload.find(space);
      if (value && value->text().starts_with(service))
        add(*value, value->text().substr(service.size()), true);
    }
    if (const Value* from = workload.find("volumes_from"))
      for (const Value& each : from->items)
        if (!each.text().starts_with("container:")) add(each, split(each.text(), ':')[0], false);
    if (!made.fields.empty()) workload.set("depends_on", nullptr, std::move(made));
  }

  /// What runs before a service has all that the service has and it does not say otherwise.
  Refused before(Value& service) {
    Value* hooks = service.find("pre_start");
    if (!hooks || !hooks->is_sequence() || hooks->items.empty()) return std::nullopt;
    Value base = Value::mapping();
    for (const Member& member : container_members())
      if (const Value* value = service.find(member.name); value && member.name != "volumes")
        base.set(std::string(member.name), nullptr, *value);
    for (Value& hook : hooks->items) {
      if (!hook.is_mapping()) continue;
      if (auto refused = maker_.take(size_of(base))) return refused;
      Path path{{"services", "hook"}};
      Value made = base;
      if (auto refused = merge(made, hook, path, maker_)) return refused;
      hook = std::move(made);
    }
    return std::nullopt;
  }

  void names() {
    for (const std::string_view kind : {"networks", "volumes", "configs", "secrets"}) {
      Value* all = project_.find(kind);
      if (!all) continue;
      for (auto& [name, field] : all->fields) {
        Value& resource = field.value;
        if (resource.is_null()) resource = Value::mapping();
        if (resource.present("name")) continue;
        const Value* external = resource.find("external");
        TextBuilder made;
        if (!external || !external->is_true()) {
          const auto own = environment_.find("COMPOSE_PROJECT_NAME");
          if (own != environment_.end()) made.append(own->second.text);
          made.synthetic("_");
        }
        if (field.key)
          maker_.put(Value::scalar(field.key), made);
        else
          made.synthetic(name);
        resource.set("name", nullptr, maker_.scalar(Kind::string, std::move(made)));
      }
    }
  }

  const Environment& environment_;
  Value& project_;
  Maker& maker_;
};

}  // namespace

void resolve_environment(const Environment& environment, Value& project, Maker& maker) {
  for (const std::string_view kind : workload_kinds) {
    Value* all = project.find(kind);
    if (!all) continue;
    for (auto& [name, field] : all->fields) {
      Value* values = field.value.find("environment");
      if (!values) continue;
      std::erase_if(values->items, [](const Value& item) { return !item.is_string(); });
      for (Value& item : values->items) {
        const auto found = environment.find(item.text());
        if (found != environment.end())
          item = maker.pair(item.text(), item.node, scalar_of(found->second, maker));
      }
    }
  }
  Value* configs = project.find("configs");
  if (!configs) return;
  for (auto& [name, field] : configs->fields) {
    const Value* variable = field.value.find("environment");
    if (!variable || !variable->is_string()) continue;
    const auto found = environment.find(variable->text());
    if (found != environment.end())
      field.value.set("content", nullptr, scalar_of(found->second, maker));
  }
}

Refused normalize(const Environment& environment, Value& project, Maker& maker) {
  return Normalizer(environment, project, maker).run();
}

}  // namespace fairlead::compose
