#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/server/config_fault.h"
#include "redis/config/directive_check.h"

namespace fairlead {
namespace {

/// What the operator gives CONFIG SET behind the directive: all that follows the first blank.
std::string_view value_set(std::string_view entry, const redis::AppliedList& list) {
  const auto blank = entry.find(' ');
  const std::string_view value = blank == entry.npos ? "" : entry.substr(blank + 1);
  return list.empties_quotes && value == "\"\"" ? "" : value;
}

/// What is wrong with a value that a redis.conf could hold, or nothing.
std::string_view form_error(std::string_view value) {
  if (value.find_first_of("\"'") != value.npos)
    return "write it without quotes: the operator sends them as a part of the value";
  if (contains(value, "#"))
    return "take the comment out: the operator sends all that follows the first blank";
  if (value.starts_with(' ') || value.ends_with(' ') || contains(value, "  "))
    return "write one blank alone: the operator sends the others as a part of the value";
  return {};
}

std::optional<redis::LineError> agreed_set_error(const Directive& line, std::string_view value) {
  std::optional<redis::LineError> told;
  for (const redis::Version version : versions_meant(line)) {
    auto error = redis::check_set_value(line.words.front().text, value, version);
    if (!error) return std::nullopt;
    if (!told) told = std::move(error);
  }
  if (const std::string_view hint = form_error(value); told && !hint.empty()) told->hint = hint;
  return told;
}

}  // namespace

const redis::AppliedList* list_of(const Directive& line) {
  const redis::Product* product =
      line.resource ? redis::find_product(line.resource->group(), line.resource->kind) : nullptr;
  return product ? redis::applied_list(*product, line.place == ConfigPlace::sentinel_custom_config)
                 : nullptr;
}

std::vector<ConfigFault> set_faults(std::span<const Directive> lines, const SourceMap& sources) {
  std::vector<ConfigFault> faults;
  for (const Directive& line : lines) {
    if (line.place != ConfigPlace::custom_config || line.words.size() < 2) continue;
    if (!redis::config_settable(line.words.front().text, line.version)) continue;
    const redis::AppliedList* list = list_of(line);
    if (!list) continue;
    const std::string_view entry = sources.text(line.source);
    if (contains(entry, "\n") || contains(" \t", entry.substr(0, 1))) continue;
    const bool filled_in = std::ranges::any_of(
        line.words, [](const Token& word) { return may_be_filled_in(word.text); });
    if (filled_in) continue;
    if (const auto error = agreed_set_error(line, value_set(entry, *list)))
      faults.push_back(fault_of(line, *error));
  }
  return faults;
}

}  // namespace fairlead
