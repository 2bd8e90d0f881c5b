#include "redis/config/directives.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace fairlead::redis {
namespace {

#include "redis/data/directive_notes.inc"
#include "redis/data/directives.inc"

/// From the servers' sources (sentinel.c of 6.2.16, 7.4.1 and Valkey 8.0.1).
constexpr std::string_view sentinel_option_table[] = {
    "auth-pass",
    "auth-user",
    "client-reconfig-script",
    "down-after-milliseconds",
    "failover-timeout",
    "notification-script",
    "parallel-syncs",
    "quorum",
    "rename-command",
    "master-reboot-down-after-period",   // from 7.0 on
    "primary-reboot-down-after-period",  // Valkey
};

/// Where the names that begin with each letter stand: names are looked up often.
constexpr auto letter_begins = [] {
  std::array<std::uint16_t, 257> begins{};
  std::size_t row = 0;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    begins[byte] = static_cast<std::uint16_t>(row);
    while (row < std::size(directive_table) &&
           static_cast<unsigned char>(directive_table[row].name[0]) == byte) {
      ++row;
    }
  }
  begins[256] = static_cast<std::uint16_t>(row);
  return begins;
}();
static_assert(letter_begins[256] == std::size(directive_table));

template <typename Fits>
bool in_any(std::optional<Version> version, Fits fits) {
  if (version) return fits(*version);
  return std::ranges::any_of(all_versions(), fits);
}

}  // namespace

std::span<const Directive> all_directives() { return directive_table; }

std::span<const DirectiveValue> values_of(const Directive& directive) {
  return std::span(value_table).subspan(directive.first_value, directive.value_count);
}

const DirectiveValue* value_of(const Directive& directive, Version version) {
  for (const DirectiveValue& value : values_of(directive)) {
    if ((value.versions >> static_cast<unsigned>(version) & 1u) != 0) return &value;
  }
  return nullptr;
}

const DirectiveNotes* notes_on(const Directive& directive) {
  const auto* found = std::ranges::find(notes_table, directive.name, &DirectiveNotes::name);
  return found == std::end(notes_table) ? nullptr : found;
}

std::span<const StatementNotes> all_statements() { return statement_table; }

const Directive* find_directive(std::string_view name) {
  if (name.empty()) return nullptr;
  const std::string key = lower(name);
  const auto letter = static_cast<unsigned char>(key[0]);
  const std::span letter_rows(directive_table + letter_begins[letter],
                              directive_table + letter_begins[letter + 1u]);
  const auto found = std::ranges::find(letter_rows, std::string_view(key), &Directive::name);
  return found != letter_rows.end() ? &*found : nullptr;
}

bool directive_exists(std::string_view name, std::optional<Version> version) {
  const Directive* directive = find_directive(name);
  return directive && in_any(version, [&](Version v) { return directive->exists(v); });
}

bool config_settable(std::string_view name, std::optional<Version> version) {
  const Directive* directive = find_directive(name);
  return directive && in_any(version, [&](Version v) { return directive->settable_in(v); });
}

bool is_file_only(const Directive& directive) {
  constexpr std::string_view names[] = {"include", "loadmodule", "rename-command", "sentinel",
                                        "user"};
  return std::ranges::find(names, directive.name) != std::end(names);
}

std::string_view nearest_directive(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Directive& directive : directive_table) names.push_back(directive.name);
  return nearest(lower(name), names);
}

bool sentinel_settable(std::string_view option, std::optional<Version> version) {
  const std::string key = lower(option);
  if (std::ranges::find(sentinel_option_table, key) == std::end(sentinel_option_table)) {
    return false;
  }
  return in_any(version, [&](Version v) {
    if (key == "master-reboot-down-after-period") return v != Version::redis_6_2;
    return key != "primary-reboot-down-after-period" || v >= Version::valkey_8_0;
  });
}

std::span<const std::string_view> sentinel_options() { return sentinel_option_table; }

std::string_view nearest_sentinel_option(std::string_view option) {
  return nearest(lower(option), sentinel_option_table);
}

}  // namespace fairlead::redis
