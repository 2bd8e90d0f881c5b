#include <fmt/format.h>

#include <algorithm>

#include "deploy/compose/merge/merge.h"
#include "deploy/compose/merge/paths.h"
#include "deploy/compose/project/env_files.h"
#include "deploy/compose/project/model_files.h"
#include "deploy/compose/variables/dotenv.h"

namespace fairlead::compose {
namespace {

/// Files include each other this far.
constexpr std::size_t deepest = 50;

/// The texts of a field that may be one or a list of them.
std::vector<std::string> texts_of(const Value& entry, std::string_view name) {
  std::vector<std::string> all;
  const Value* field = entry.find(name);
  if (!field) return all;
  if (field->is_string()) all.emplace_back(field->text());
  for (const Value& item : field->items) all.emplace_back(item.text());
  return all;
}

}  // namespace

Refused ModelFiles::include_all(Setting& setting, const Resets& resets, Value& root) {
  const Value* all = root.present("include");
  if (all && !all->is_sequence())
    return Refusal{Stage::load, "`include` must be a list", all->span()};
  if (all) {
    const Value entries = *all;
    for (const Value& item : entries.items) {
      Value entry = item;
      if (item.is_string()) {
        entry = Value::mapping();
        entry.node = item.node;
        entry.set("path", nullptr, item);
      }
      if (!entry.is_mapping())
        return Refusal{Stage::load, "`include` must be a list of paths", item.span()};
      if (auto refused = include(entry, setting, resets, root)) return refused;
    }
  }
  root.erase("include");
  return std::nullopt;
}

Refused ModelFiles::include(const Value& entry, const Setting& setting, const Resets& resets,
                            Value& root) {
  std::vector<std::string> paths = texts_of(entry, "path");
  if (paths.empty()) return std::nullopt;
  for (std::string& path : paths) path = joined_below(setting.files_directory, path);
  const std::string& main = paths.front();
  if (std::ranges::find(setting.including, main) != setting.including.end())
    return Refusal{Stage::load, fmt::format("include cycle detected: {}", main), entry.span()};
  if (setting.including.size() >= deepest)
    return Refusal{Stage::declined, "files include each other too deep", entry.span()};
  const Value* own = entry.present("project_directory");
  const bool has_own = own && !own->text().empty();
  const std::string directory =
      has_own ? joined_below(setting.files_directory, own->text()) : directory_above(main);
  const bool is_absolute = has_own && own->text().starts_with('/');
  auto environment = environment_of(entry, setting, directory);
  Loaded<Value> made = tl::unexpected(Refusal{});
  if (environment)
    made = model(paths, {is_absolute ? directory : relative_to(setting.files_directory, directory),
                         directory, &*environment, setting.including});
  else
    made = tl::unexpected(std::move(environment.error()));
  if (!made) {
    const bool is_left = made.error().stage != Stage::declined &&
                         leave(entry.span(), "`include`", made.error().message);
    return is_left ? std::nullopt : Refused(std::move(made.error()));
  }
  return import(*made, resets, root);
}

Loaded<Environment> ModelFiles::environment_of(const Value& entry, const Setting& setting,
                                               const std::string& directory) {
  std::vector<std::string> paths;
  if (entry.present("env_file")) {
    for (const std::string& path : texts_of(entry, "env_file"))
      if (path != "/dev/null") paths.push_back(joined_below(setting.files_directory, path));
  } else if (const std::string path = joined_below(directory, ".env");
             files_.kind(path) == EntryKind::file) {
    paths.push_back(path);
  }
  Environment made = *setting.environment, read;
  if (auto refused = read_env_files(paths, made, request_.unset, files_, read, maker_))
    return tl::unexpected(std::move(*refused));
  add_missing(read, made);
  return made;
}

Refused ModelFiles::import(Value& from, const Resets& resets, Value& to) {
  constexpr std::string_view kinds[] = {"services", "jobs",    "volumes", "networks",
                                        "secrets",  "configs", "models"};
  for (const std::string_view kind : kinds) {
    Value* source = from.find(kind);
    if (!source || source->is_null()) continue;
    Value* target = to.find(kind);
    if (!target) target = &to.set(std::string(kind), nullptr, Value::mapping());
    if (!target->is_mapping() || !source->is_mapping())
      return Refusal{Stage::load, fmt::format("{} must be a mapping", kind), target->span()};
    for (auto& [name, field] : source->fields) {
      Value* own = target->find(name);
      if (!own) {
        target->set(name, field.key, std::move(field.value));
        continue;
      }
      if (equal(*own, field.value)) continue;
      Value below = Value::mapping(), all = Value::mapping();
      all.set(name, field.key, std::move(field.value));
      below.set(std::string(kind), nullptr, std::move(all));
      apply_resets(resets, below);
      Value* base = below.find(kind)->find(name);
      Value made = base ? std::move(*base) : Value::mapping();
      Path path{{kind, name}};
      if (auto refused = merge(made, *own, path, maker_)) return refused;
      *own = std::move(made);
    }
  }
  return std::nullopt;
}

}  // namespace fairlead::compose
