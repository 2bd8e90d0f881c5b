#include "facts/cluster/release_values.h"

#include <fmt/format.h>

#include <optional>

#include "base/filled_in.h"
#include "base/text.h"

namespace fairlead {
namespace {

using redis::Setting;
using State = Setting::State;

Setting setting_of(const Node& value) {
  if (!value.is_scalar()) {
    const bool empty = value.is_mapping() ? value.entries().empty() : value.items().empty();
    return {State::known, "", !empty};
  }
  const std::string_view text = value.text();
  if (value.is_null() || is_filled_in(text)) return {State::unknown, "", false};
  switch (value.kind()) {
    case Kind::boolean:
      return {State::known, text, Ref(&value).boolean()};
    case Kind::integer:
    case Kind::floating:
      return {State::known, text, text != "0" && text != "0.0"};
    case Kind::string:
      return {State::known, text, !text.empty()};
    case Kind::null:
    case Kind::sequence:
    case Kind::mapping:
    case Kind::alias:
      break;
  }
  return {State::unknown, "", false};
}

/// What one layer says at a path.
Setting layer_setting(Ref root, std::string_view path) {
  if (path.empty()) return {};
  for (const std::string_view step : split(path, '.')) {
    if (!root) return {};
    // A scalar in the place of a mapping: nothing below it holds any more.
    if (!root->is_mapping()) return {State::unknown, "", false};
    root = root[step];
  }
  return root ? setting_of(*root) : Setting{};
}

std::string below(std::string_view key, std::string_view path) {
  return key.empty() ? std::string(path) : fmt::format("{}.{}", key, path);
}

/// The key of the chart above: `a` of `a.b`, "" of `a`.
std::string_view parent(std::string_view key) {
  const auto dot = key.rfind('.');
  return dot == key.npos ? std::string_view() : key.substr(0, dot);
}

}  // namespace

Setting ReleaseSettings::parameter(std::string_view path) const {
  for (const ReleaseParameter& each : release_.parameters) {
    if (each.path.starts_with(path) && each.path.size() > path.size() &&
        (each.path[path.size()] == '.' || each.path[path.size()] == '[')) {
      return {State::unknown, "", false};
    }
    if (each.path != path) continue;
    const std::string_view text = each.value.text();
    if (is_filled_in(text)) return {State::unknown, "", false};
    const bool empty = text.empty() || (!each.is_string && (text == "false" || text == "0"));
    return {State::known, text, !empty};
  }
  return {};
}

Setting ReleaseSettings::at(std::string_view path) const {
  const bool global = path.starts_with("global.");
  if (const Setting given = parameter(below(global ? "" : release_.key, path));
      given.state != State::absent) {
    return given;
  }
  for (auto values = release_.values.rbegin(); values != release_.values.rend(); ++values) {
    if (global) {
      const Setting shared = layer_setting(values->root, path);
      if (shared.state != State::absent) return shared;
    }
    const Setting setting = layer_setting(values->root, below(values->key, path));
    if (setting.state != State::absent) return setting;
  }
  return release_.open_values ? Setting{State::unknown, "", false} : Setting{};
}

Ref ReleaseSettings::written(std::string_view path) const {
  if (parameter(below(release_.key, path)).state != State::absent) return {};
  for (auto values = release_.values.rbegin(); values != release_.values.rend(); ++values) {
    if (const Ref place = at_path(values->root, below(values->key, path))) return place;
  }
  return {};
}

Setting ReleaseSettings::above(std::string_view path) const {
  if (const Setting given = parameter(below(parent(release_.key), path));
      given.state != State::absent) {
    return given;
  }
  for (auto values = release_.values.rbegin(); values != release_.values.rend(); ++values) {
    if (values->key.empty()) continue;
    const Setting setting = layer_setting(values->root, below(parent(values->key), path));
    if (setting.state != State::absent) return setting;
  }
  return release_.open_values ? Setting{State::unknown, "", false} : Setting{};
}

Setting ReleaseSettings::installed() const {
  for (const std::string_view path : split(release_.condition, ',')) {
    if (trimmed(path).empty()) continue;
    const Setting setting = above(trimmed(path));
    if (setting.state != State::absent) return setting;  // the first that is there decides
  }
  return {State::known, "true", true};
}

Ref at_path(Ref root, std::string_view path) {
  for (const std::string_view step : split(path, '.')) root = root[step];
  return root;
}

Setting object_setting(Ref root, std::string_view path) {
  root = at_path(root, path);
  if (!root.present()) return {};
  Setting setting = setting_of(*root);
  if (!root->is_scalar()) setting.set = true;
  return setting;
}

}  // namespace fairlead
