#include "gotemplate/toml/toml_tables.h"

#include <fmt/core.h>

#include <algorithm>

namespace fairlead::gotemplate {
namespace {

bool is_bare(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    const char lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string name_text(std::string_view name) {
  if (is_bare(name)) return std::string(name);
  std::string text = "\"";
  constexpr std::string_view codes = "\b\t\n\f\r\"\\", letters = "btnfr\"\\";
  for (const char c : name) {
    if (const std::size_t at = codes.find(c); at != codes.npos)
      text += {'\\', letters[at]};
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      text += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
      text += c;
  }
  return text + "\"";
}

bool is_list_of_tables(const Value& value) {
  return value.is_list() && &value.list().type() == &list_of_maps;
}

}  // namespace

std::string toml_path_text(const TomlPath& path) {
  std::vector<const TomlPath*> parts;
  for (const TomlPath* at = &path; at->parent; at = at->parent) parts.push_back(at);
  std::string text;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part)
    text += (text.empty() ? "" : ".") + name_text((*part)->name);
  return text;
}

TomlPath* TomlTables::below(TomlPath* path, std::string_view name) {
  const auto [found, is_new] = below_.try_emplace({path, std::string(name)}, nullptr);
  if (is_new) {
    heap_.budget().make(sizeof(TomlPath) + 2 * name.size());
    paths_.push_back({path, std::string(name), path->depth + 1, false, false});
    found->second = &paths_.back();
  }
  return found->second;
}

bool TomlTables::affords(const TomlPath* path) {
  Budget& budget = heap_.budget();
  if (path->depth > budget.limits().nesting) budget.refuse("it is nested too deeply");
  if (budget.step(path->depth) && budget.refused().empty()) return true;
  return fail("fairlead reads no more");
}

std::vector<TomlPath*> TomlTables::parts(TomlPath* path) const {
  std::vector<TomlPath*> all;
  for (; path->parent; path = const_cast<TomlPath*>(path->parent)) all.push_back(path);
  std::ranges::reverse(all);
  return all;
}

Map* TomlTables::step_into(Map& map, const TomlPath& path, std::string_view complaint) {
  const Value* value = map.find(path.name);
  if (value && value->is_map()) return &value->map();
  if (value && is_list_of_tables(*value)) return &value->list().items().back().map();
  fail(fmt::format("Key '{}' {}", toml_path_text(path), complaint));
  return nullptr;
}

bool TomlTables::open(TomlPath* path, bool in_array) {
  if (!affords(path)) return false;
  std::vector<TomlPath*> around = parts(path);
  around.pop_back();
  Map* map = map_;
  for (TomlPath* each : around) {
    if (!map->find(each->name)) {
      each->is_implicit = true;
      map->set(heap_.key(each->name), Value::map(heap_.map()));
    }
    map = step_into(*map, *each, "was already created as a hash.");
    if (!map) return false;
  }
  context_ = const_cast<TomlPath*>(path->parent);
  if (!in_array) {
    if (!set(path->name, Value::map(heap_.map()))) return false;
  } else {
    if (!map->find(path->name))
      map->set(heap_.key(path->name), Value::list(heap_.list(list_of_maps)));
    Value& tables = *map->find(path->name);
    if (!is_list_of_tables(tables))
      return fail(fmt::format("Key '{}' was already created and cannot be used as an array.",
                              toml_path_text(*path)));
    tables.list().push(Value::map(heap_.map()));
  }
  context_ = path;
  return true;
}

bool TomlTables::set(std::string_view name, const Value& value) {
  TomlPath* path = below(context_, name);
  if (!affords(path)) return false;
  constexpr std::string_view twice = "has already been defined.";
  Map* map = map_;
  for (const TomlPath* each : parts(context_))
    if (map = step_into(*map, *each, twice); !map) return false;
  if (!map->find(name)) {
    map->set(heap_.key(name), value);
    return true;
  }
  if (!path->is_implicit) return fail(fmt::format("Key '{}' {}", toml_path_text(*path), twice));
  path->is_implicit = false;
  if (path->is_array) map->set(heap_.key(name), value);
  return true;
}

}  // namespace fairlead::gotemplate
