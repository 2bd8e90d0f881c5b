#include "product/settings.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace fairlead::redis {

Setting Settings::at(std::string_view path) const {
  const Setting setting = lookup_(path);
  if (setting.state != Setting::State::absent) return setting;
  for (const SettingDefault& each : product_.defaults) {
    if (each.path != path) continue;
    const bool set = !each.text.empty() && each.text != "false" && each.text != "0";
    return {Setting::State::known, each.text, set};
  }
  return {};
}

Setting Settings::first(std::string_view paths) const {
  if (paths.empty()) return {};
  Setting last;
  for (const std::string_view path : split(paths, '|')) {
    const Setting setting = at(path);
    if (setting.state == Setting::State::unknown || setting.set) return setting;
    if (last.state == Setting::State::absent) last = setting;
  }
  return last;
}

Truth Settings::term(std::string_view term) const {
  const bool unsure = term.starts_with('?');
  if (unsure) term.remove_prefix(1);
  const bool negated = term.starts_with('!');
  if (negated) term.remove_prefix(1);
  const auto equals = term.find('=');
  const bool differs = equals != term.npos && equals > 0 && term[equals - 1] == '!';
  const Setting setting = at(term.substr(0, differs ? equals - 1 : equals));
  if (setting.state == Setting::State::unknown) return Truth::unknown;
  const bool holds =
      equals == term.npos ? setting.set : (setting.text == term.substr(equals + 1)) != differs;
  if (holds == negated) return Truth::no;
  return unsure ? Truth::unknown : Truth::yes;
}

Truth Settings::holds(std::string_view when) const {
  Truth all = Truth::yes;
  while (!when.empty()) {
    const auto comma = when.find(", ");
    Truth any = Truth::no;
    for (const std::string_view each : split(when.substr(0, comma), '|')) {
      const Truth truth = term(each);
      if (truth == Truth::yes || any == Truth::no) any = truth;
      if (any == Truth::yes) break;
    }
    if (any == Truth::no) return any;
    if (any == Truth::unknown) all = any;
    when = comma == when.npos ? std::string_view() : when.substr(comma + 2);
  }
  return all;
}

std::optional<unsigned> major_version(std::string_view version) {
  if (version.find_first_of(" <>|,") != version.npos) return std::nullopt;
  unsigned major = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), major);
  if (error != std::errc()) return std::nullopt;
  const bool whole = end == version.data() + version.size() || *end == '.';
  return whole ? std::optional(major) : std::nullopt;
}

std::string cut_name(std::string_view name, std::size_t length) {
  name = name.substr(0, length);
  if (name.ends_with('-')) name.remove_suffix(1);
  return std::string(name);
}

}  // namespace fairlead::redis
