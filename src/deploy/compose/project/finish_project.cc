#include <fmt/format.h>

#include "deploy/compose/model/typed.h"
#include "deploy/compose/project/checks.h"
#include "deploy/compose/project/project.h"
#include "deploy/compose/variables/dotenv.h"

namespace fairlead::compose {
namespace {

class Finisher {
 public:
  Finisher(const Request& request, ProjectFiles& files, Project& project, Maker& maker)
      : request_(request), files_(files), project_(project), maker_(maker) {}

  Refused run() {
    Value& model = project_.model;
    Value extensions = Value::mapping();
    for (const auto* field : in_order(model.fields))
      if (field->first.starts_with("x-"))
        extensions.set(field->first, field->second.key, field->second.value);
    if (auto refused = make_typed(project_record, model, maker_)) return refused;
    if (auto refused = check_project(model, project_.profiles)) return refused;
    for (const std::string_view kind : {"services", "jobs"})
      if (auto refused = workloads(kind)) return refused;
    for (auto& [name, field] : extensions.fields) {
      sort_all(field.value);
      model.set(name, field.key, std::move(field.value));
    }
    hide_contents();
    return std::nullopt;
  }

 private:
  Refused workloads(std::string_view kind) {
    Value* all = project_.model.find(kind);
    if (!all) return std::nullopt;
    std::erase_if(all->fields, [&](const auto& field) {
      return !is_active(field.second.value, project_.profiles);
    });
    if (kind == "jobs") return std::nullopt;
    for (auto& [name, field] : all->fields) {
      Value& service = field.value;
      same_scale(service);
      if (auto refused = environment(service)) return refused;
      if (auto refused = labels(service)) return refused;
      Value* hooks = service.find("pre_start");
      if (!hooks) continue;
      for (Value& hook : hooks->items) {
        if (auto refused = environment(hook)) return refused;
        if (auto refused = labels(hook)) return refused;
      }
    }
    return std::nullopt;
  }

  /// What says how often a service runs says so in both places.
  static void same_scale(Value& service) {
    const Value* scale = service.find("scale");
    Value* deploy = service.find("deploy");
    if (!scale || !deploy) return;
    deploy->set("replicas", nullptr, *scale);
    arrange(*field_of(service_record(), "deploy")->rule->record, *deploy);
  }

  /// Puts a record's fields in the order in which they are printed.
  static void arrange(const Record& record, Value& value) {
    std::size_t order = 0;
    each_field(record, [&](const Member& member) {
      const auto found = value.fields.find(member.name);
      if (found != value.fields.end()) found->second.order = order++;
    });
    value.next_order = order;
  }
  static const Record& service_record() {
    return *record_of(*field_of(project_record, "services")->rule);
  }

  Refused environment(Value& service) {
    const Value* files = service.find("env_file");
    if (!files) return std::nullopt;
    Value* own = service.find("environment");
    Environment made;
    if (own)
      for (const auto& [name, field] : own->fields)
        if (!field.value.is_null()) made[name] = variable_of(field.value, maker_);
    const Environment given = made;
    const Substitution::Lookup lookup = [&](std::string_view name) -> const Variable* {
      const auto outer = project_.environment.find(name);
      if (outer != project_.environment.end()) return &outer->second;
      const auto inner = given.find(name);
      return inner == given.end() ? nullptr : &inner->second;
    };
    for (const Value& file : files->items) {
      if (auto refused = read_file(file, lookup, made)) return refused;
    }
    Value all = Value::mapping();
    for (const auto& [name, variable] : made) all.set(name, nullptr, scalar_of(variable, maker_));
    if (own)
      for (auto& [name, field] : own->fields) all.set(name, field.key, std::move(field.value));
    sort(all);
    if (all.fields.empty()) return std::nullopt;
    service.set("environment", nullptr, std::move(all));
    arrange(service_record(), service);
    return std::nullopt;
  }

  Refused read_file(const Value& file, const Substitution::Lookup& lookup, Environment& made) {
    const Value *path = file.find("path"), *format = file.find("format");
    if (!path) return std::nullopt;
    const std::string name(path->text());
    if (!files_.kind(name)) {
      if (file.find("required")) return std::nullopt;  // it is shown where it is false alone
      return Refusal{Stage::load, fmt::format("env file {} not found", name), path->span(), true};
    }
    if (format && !format->text().empty() && format->text() != ".env")
      return Refusal{Stage::load, fmt::format("unsupported env_file format \"{}\"", format->text()),
                     format->span()};
    const auto source = files_.read(name);
    if (!source)
      return Refusal{Stage::load, fmt::format("{} cannot be read", name), path->span(), true};
    return read_dotenv(*source, lookup, request_.unset, made, maker_);
  }

  Refused labels(Value& service) {
    const Value* files = service.find("label_file");
    if (!files) return std::nullopt;
    Environment all;
    for (const Value& file : files->items) {
      const auto source = files_.read(std::string(file.text()));
      if (!source)
        return Refusal{Stage::load, fmt::format("label file {} not found", file.text()),
                       file.span(), true};
      const Environment before = all;
      const Substitution::Lookup lookup = [&](std::string_view name) -> const Variable* {
        const auto found = before.find(name);
        return found == before.end() ? nullptr : &found->second;
      };
      Environment read;
      if (auto refused = read_dotenv(*source, lookup, request_.unset, read, maker_)) return refused;
      for (auto& [name, variable] : read) all[name] = variable;
    }
    Value made = Value::mapping();
    for (const auto& [name, variable] : all) made.set(name, nullptr, scalar_of(variable, maker_));
    if (Value* own = service.find("labels"))
      for (auto& [name, field] : own->fields) made.set(name, field.key, std::move(field.value));
    if (made.fields.empty()) return std::nullopt;
    sort(made);
    service.set("labels", nullptr, std::move(made));
    arrange(service_record(), service);
    return std::nullopt;
  }

  static void sort(Value& mapping) {
    std::size_t order = 0;
    for (auto& [name, field] : mapping.fields) field.order = order++;
    mapping.next_order = order;
  }

  /// Of extensions compose knows no order.
  static void sort_all(Value& value) {
    sort(value);
    for (auto& [name, field] : value.fields) sort_all(field.value);
    for (Value& item : value.items) sort_all(item);
  }

  /// What a config holds is shown where it is written, not where a variable gives it.
  void hide_contents() {
    Value* configs = project_.model.find("configs");
    if (!configs) return;
    for (auto& [name, field] : configs->fields)
      if (field.value.find("environment")) field.value.erase("content");
  }

  const Request& request_;
  ProjectFiles& files_;
  Project& project_;
  Maker& maker_;
};

}  // namespace

Refused finish_project(const Request& request, ProjectFiles& files, Project& project,
                       Maker& maker) {
  return Finisher(request, files, project, maker).run();
}

}  // namespace fairlead::compose
