#pragma once
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redis/command/key_spec.h"
#include "redis/version.h"

namespace fairlead::redis {

/// What a server was started as: the two have different commands.
enum class ServerMode : std::uint8_t { data, sentinel };

/// A command or subcommand (`client|setname`) of any version: an index into the table.
enum class CommandId : std::uint16_t {};

inline constexpr std::size_t command_capacity = 704;
using CommandSet = std::bitset<command_capacity>;

enum class CommandFlag : std::uint8_t {
  write,
  readonly,
  admin,
  blocking,
  pubsub,
  no_auth,  ///< needs no permission: AUTH, HELLO, QUIT, RESET
  all_dbs,  ///< touches every database
  movable_keys,
};

/// What a command does with the channels among its arguments; unsubscribing is never checked.
enum class ChannelAccess : std::uint8_t {
  none,
  publish,
  subscribe,
  subscribe_patterns,
  unsubscribe,
};

/// A command as one version has it.
struct CommandFacts {
  std::int8_t arity = 0;  ///< arguments with the name; negative: at least so many
  bool on_data = true;
  bool on_sentinel = false;
  bool from_module = false;  ///< exists where Redis' bundled modules are loaded
  std::uint32_t categories = 0;
  std::uint16_t flags = 0;
  std::uint8_t key_specs = 0;
  KeyFunction key_function = KeyFunction::none;
  DatabaseFunction database_function = DatabaseFunction::none;
  ChannelAccess channels = ChannelAccess::none;
  std::int8_t channel_count = 0;  ///< from the first argument on; -1: all

  bool has(CommandFlag flag) const { return (flags >> static_cast<unsigned>(flag) & 1u) != 0; }
};

struct Command {
  CommandId id{};
  std::string_view name;       ///< lower case
  std::string_view container;  ///< `client` of `client|setname`, else ""
  std::string_view group;      ///< the documentation's group, which is no ACL category
  const CommandFacts* facts = nullptr;

  std::span<const KeySpec> key_specs() const;
};

/// The command `name` (`brpop`, `client|setname`; any case) of a version; modules' commands
/// included.
std::optional<Command> find_command(std::string_view name, Version version,
                                    ServerMode mode = ServerMode::data);
std::optional<Command> command_at(CommandId id, Version version,
                                  ServerMode mode = ServerMode::data);

/// Every command and subcommand of a version, by name.
std::vector<Command> commands_of(Version version, ServerMode mode = ServerMode::data);
/// The subcommands of `container`.
std::vector<Command> subcommands(std::string_view container, Version version,
                                 ServerMode mode = ServerMode::data);

/// The command as the documentation of Redis 8.2 to 8.10 and its bundled modules has it (`xackdel`,
/// `json.get`); facts->from_module tells the two apart. Key specs of modules are not complete.
std::optional<Command> documented_command(std::string_view name);

/// The command and, of a container, all subcommands.
CommandSet with_subcommands(const Command& command, Version version,
                            ServerMode mode = ServerMode::data);
/// What a rule for the category of this bit changes: its commands, and the subcommands of a
/// container that is in it, whatever they are themselves. `modules` adds those of the bundled
/// modules.
CommandSet category_commands(std::uint32_t bit, Version version, ServerMode mode, bool modules);

/// Whether any version, or the documentation of Redis up to 8.10 or its bundled modules, has the
/// name.
bool known_command(std::string_view name);
/// The versions that have the command, oldest first.
std::vector<Version> versions_with_command(std::string_view name,
                                           ServerMode mode = ServerMode::data);

/// Bit of an ACL category (`list`, without `@`; any case) in CommandFacts::categories.
std::optional<std::uint32_t> category_bit(std::string_view name);
/// Whether a server knows the category (the same 21 from 6.2 to 9.1), or, with `modules`, one of
/// theirs.
bool has_category(std::string_view name, bool modules);
/// The categories, as the servers name them.
std::span<const std::string_view> category_names();

/// What was probably meant, or "". `name` may hold `|`.
std::string_view nearest_command(std::string_view name, Version version,
                                 ServerMode mode = ServerMode::data);
std::string_view nearest_category(std::string_view name);

/// A group of the documentation that people take for an ACL category.
struct DocumentationGroup {
  std::string_view name;  ///< as it is written: `generic`, `sorted-set`
  std::string_view
      category;  ///< the category of the same commands, or "" where there is none to advise
  std::string_view advice;  ///< rules to write instead
  std::string_view reason;
};

/// The group behind a name that is no category, e.g. `generic`. There is no category for it to
/// advise:
/// @keyspace holds FLUSHALL and KEYS.
std::optional<DocumentationGroup> documentation_group(std::string_view name);

}  // namespace fairlead::redis
