#include "redis/command/commands.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/text.h"

namespace fairlead::redis {
namespace {

struct SpecRange {
  std::uint16_t begin;
  std::uint8_t count;
};

/// One command of any version. The last of `facts` is the documentation's; -1: not there.
struct CommandRow {
  std::string_view name;
  std::int16_t container;
  std::uint8_t group;
  std::array<std::int16_t, version_count + 1> facts;
};

#include "redis/data/commands.inc"

constexpr std::size_t documented = version_count;
static_assert(std::size(command_table) <= command_capacity);
static_assert(std::size(category_table) <= 32);

Command make_command(std::size_t row, const CommandFacts* facts) {
  const CommandRow& entry = command_table[row];
  Command command;
  command.id = static_cast<CommandId>(row);
  command.name = entry.name;
  if (entry.container >= 0) command.container = command_table[entry.container].name;
  command.group = group_table[entry.group];
  command.facts = facts;
  return command;
}

/// Where the names that begin with each letter stand: names are looked up often.
constexpr auto letter_begins = [] {
  std::array<std::uint16_t, 257> begins{};
  std::size_t row = 0;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    begins[byte] = static_cast<std::uint16_t>(row);
    while (row < std::size(command_table) &&
           static_cast<unsigned char>(command_table[row].name[0]) == byte) {
      ++row;
    }
  }
  begins[256] = static_cast<std::uint16_t>(row);
  return begins;
}();
static_assert(letter_begins[256] == std::size(command_table));

std::optional<std::size_t> row_of(std::string_view name) {
  if (name.empty()) return std::nullopt;
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string lowered;
  if (std::ranges::any_of(name, is_upper)) name = lowered = lower(name);
  const auto letter = static_cast<unsigned char>(name[0]);
  const auto* begin = command_table + letter_begins[letter];
  const auto* end = command_table + letter_begins[letter + 1u];
  const auto* found = std::lower_bound(
      begin, end, name,
      [](const CommandRow& row, std::string_view wanted) { return row.name < wanted; });
  if (found == end || found->name != name) return std::nullopt;
  return static_cast<std::size_t>(found - command_table);
}

/// The command of a row as the server has it, or null.
const CommandFacts* facts_at(std::size_t row, Version version, ServerMode mode) {
  const std::int16_t index = command_table[row].facts[static_cast<std::size_t>(version)];
  if (index < 0) return nullptr;
  const CommandFacts& facts = facts_table[index];
  return (mode == ServerMode::data ? facts.on_data : facts.on_sentinel) ? &facts : nullptr;
}

/// The command of a row as the bundled modules have it, or null.
const CommandFacts* module_facts_at(std::size_t row) {
  const std::int16_t index = command_table[row].facts[documented];
  return index >= 0 && facts_table[index].from_module ? &facts_table[index] : nullptr;
}

std::optional<Command> at_row(std::size_t row, Version version, ServerMode mode) {
  const CommandFacts* facts = facts_at(row, version, mode);
  if (!facts) return std::nullopt;
  return make_command(row, facts);
}

/// Calls `take` with the rows of a container's subcommands.
template <typename Take>
void for_each_subcommand(std::size_t row, Take take) {
  // `a|b` sorts behind `a`, among the other words that begin with `a`.
  const std::string_view name = command_table[row].name;
  for (std::size_t at = row + 1; at < std::size(command_table); ++at) {
    if (!command_table[at].name.starts_with(name)) break;
    if (command_table[at].container == static_cast<std::int16_t>(row)) take(at);
  }
}

/// The commands of each category.
using CategorySets = std::array<CommandSet, std::size(category_table)>;

CategorySets category_sets(Version version, ServerMode mode, bool modules) {
  const auto facts_of = [&](std::int16_t row) {
    const CommandFacts* facts = facts_at(static_cast<std::size_t>(row), version, mode);
    return facts || !modules ? facts : module_facts_at(static_cast<std::size_t>(row));
  };
  CategorySets sets;
  for (std::size_t row = 0; row < std::size(command_table); ++row) {
    const CommandFacts* facts = facts_of(static_cast<std::int16_t>(row));
    if (!facts) continue;
    // A container's categories are those of its subcommands, too.
    const std::int16_t container = command_table[row].container;
    const CommandFacts* whole = container >= 0 ? facts_of(container) : nullptr;
    const std::uint32_t categories = facts->categories | (whole ? whole->categories : 0);
    for (std::uint32_t left = categories; left != 0; left &= left - 1) {
      sets[static_cast<std::size_t>(std::countr_zero(left))].set(row);
    }
  }
  return sets;
}

std::size_t category_sets_index(Version version, ServerMode mode, bool modules) {
  return static_cast<std::size_t>(version) * 4 + (mode == ServerMode::sentinel ? 2 : 0) +
         (modules ? 1 : 0);
}

std::vector<CategorySets> all_category_sets() {
  std::vector<CategorySets> all(version_count * 4);
  for (const Version version : all_versions()) {
    for (const ServerMode mode : {ServerMode::data, ServerMode::sentinel}) {
      for (const bool modules : {false, true}) {
        all[category_sets_index(version, mode, modules)] = category_sets(version, mode, modules);
      }
    }
  }
  return all;
}

}  // namespace

std::span<const KeySpec> Command::key_specs() const {
  const SpecRange& range = spec_range_table[facts->key_specs];
  return {key_spec_table + range.begin, range.count};
}

std::optional<Command> find_command(std::string_view name, Version version, ServerMode mode) {
  const auto row = row_of(name);
  if (!row) return std::nullopt;
  return at_row(*row, version, mode);
}

std::optional<Command> command_at(CommandId id, Version version, ServerMode mode) {
  const auto row = static_cast<std::size_t>(id);
  if (row >= std::size(command_table)) return std::nullopt;
  return at_row(row, version, mode);
}

std::vector<Command> commands_of(Version version, ServerMode mode) {
  std::vector<Command> commands;
  for (std::size_t row = 0; row < std::size(command_table); ++row) {
    if (auto command = at_row(row, version, mode)) commands.push_back(*command);
  }
  return commands;
}

std::vector<Command> subcommands(std::string_view container, Version version, ServerMode mode) {
  std::vector<Command> found;
  const auto row = row_of(container);
  if (!row) return found;
  for_each_subcommand(*row, [&](std::size_t at) {
    if (auto command = at_row(at, version, mode)) found.push_back(*command);
  });
  return found;
}

CommandSet with_subcommands(const Command& command, Version version, ServerMode mode) {
  CommandSet found;
  const auto row = static_cast<std::size_t>(command.id);
  found.set(row);
  for_each_subcommand(row, [&](std::size_t at) {
    if (facts_at(at, version, mode) || module_facts_at(at)) found.set(at);
  });
  return found;
}

CommandSet category_commands(std::uint32_t bit, Version version, ServerMode mode, bool modules) {
  static const std::vector<CategorySets> all = all_category_sets();
  const CategorySets& sets = all[category_sets_index(version, mode, modules)];
  return sets[static_cast<std::size_t>(std::countr_zero(bit))];
}

std::optional<Command> documented_command(std::string_view name) {
  const auto row = row_of(name);
  if (!row || command_table[*row].facts[documented] < 0) return std::nullopt;
  return make_command(*row, &facts_table[command_table[*row].facts[documented]]);
}

bool known_command(std::string_view name) { return row_of(name).has_value(); }

std::vector<Version> versions_with_command(std::string_view name, ServerMode mode) {
  std::vector<Version> versions;
  for (const Version version : all_versions()) {
    if (find_command(name, version, mode)) versions.push_back(version);
  }
  return versions;
}

std::optional<std::uint32_t> category_bit(std::string_view name) {
  for (std::size_t i = 0; i < std::size(category_table); ++i) {
    if (equal_ignoring_case(category_table[i], name)) return 1u << i;
  }
  return std::nullopt;
}

bool has_category(std::string_view name, bool modules) {
  const auto bit = category_bit(name);
  return bit && (modules || *bit < 1u << core_category_count);
}

std::span<const std::string_view> category_names() { return {category_table, core_category_count}; }

std::string_view nearest_command(std::string_view name, Version version, ServerMode mode) {
  std::vector<std::string_view> names;
  for (const Command& command : commands_of(version, mode)) names.push_back(command.name);
  return nearest(lower(name), names);
}

std::string_view nearest_category(std::string_view name) {
  return nearest(lower(name), category_names());
}

}  // namespace fairlead::redis
