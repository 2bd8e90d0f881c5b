#include "facts/cluster/release_values.h"

#include <fmt/format.h>

#include <algorithm>
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

/// What stands at a dotted path; where a scalar is in its way, `blocked` is told.
LayeredValues layered_at(LayeredValues values, std::string_view path, bool& blocked) {
  if (path.empty()) return values;
  for (const std::string_view step : split(path, '.')) {
    if (values.state() != LayeredValues::State::mapping) {
      blocked = values.state() != LayeredValues::State::absent;
      return {};
    }
    values = values[step];
  }
  return values;
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

/// The layers below the release's key, or below that of the chart above it.
ReleaseSettings::View ReleaseSettings::view(std::span<const ReleaseValues> layers, bool above) {
  std::vector<ValuesLayer> roots;
  bool cut = false;
  for (const ReleaseValues& each : layers) {
    if (above && each.key.empty()) continue;
    bool blocked = false;
    const LayeredValues whole(std::vector<ValuesLayer>{{each.root, each.own}});
    const LayeredValues at =
        layered_at(whole, above ? parent(each.key) : std::string_view(each.key), blocked);
    const bool mapping = at.state() == LayeredValues::State::mapping;
    if (blocked || (!mapping && at.state() != LayeredValues::State::absent)) {
      roots.clear();
      cut = true;
    } else if (mapping) {
      roots.push_back(at.layers().front());
    }
  }
  return {LayeredValues(roots), cut};
}

ReleaseSettings::ReleaseSettings(const Release& release)
    : release_(release), own_(view(release.values, false)), above_(view(release.values, true)) {
  // A chart's own globals yield to those of the chart above it.
  std::vector<ValuesLayer> globals;
  for (const ReleaseValues& each : release.values) {
    for (const std::string& key : {below(each.key, "global"), std::string("global")}) {
      if (const Ref root = at_path(each.root, key)) globals.push_back({root, each.own});
      if (each.key.empty()) break;
    }
  }
  global_ = {LayeredValues(globals), false};
}

Setting ReleaseSettings::setting(const View& view, std::string_view path) const {
  bool blocked = false;
  const LayeredValues found = layered_at(view.values, path, blocked);
  const Setting unknown{State::unknown, "", false};
  if (blocked || found.is_contested()) return unknown;
  switch (found.state()) {
    case LayeredValues::State::absent:
      return view.cut || release_.open_values ? unknown : Setting{};
    case LayeredValues::State::deleted:
      return unknown;
    case LayeredValues::State::scalar:
      return setting_of(*found.winner());
    case LayeredValues::State::mapping:
      return {State::known, "", std::ranges::any_of(found.layers(), [](const ValuesLayer& layer) {
                return !layer.root.entries().empty();
              })};
  }
  __builtin_unreachable();
}

Setting ReleaseSettings::at(std::string_view path) const {
  constexpr std::string_view shared = "global.";
  const bool global = path.starts_with(shared);
  if (const Setting given = parameter(below(global ? "" : release_.key, path));
      given.state != State::absent) {
    return given;
  }
  return global ? setting(global_, path.substr(shared.size())) : setting(own_, path);
}

Ref ReleaseSettings::written(std::string_view path) const {
  if (parameter(below(release_.key, path)).state != State::absent) return {};
  bool blocked = false;
  return layered_at(own_.values, path, blocked).winner();
}

Setting ReleaseSettings::above(std::string_view path) const {
  if (const Setting given = parameter(below(parent(release_.key), path));
      given.state != State::absent) {
    return given;
  }
  return setting(above_, path);
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
