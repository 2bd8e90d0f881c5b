#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "redis/version.h"

namespace fairlead::redis {

/// How a server reads a directive's value (src/config.c of each version).
enum class ValueType : std::uint8_t {
  boolean,            ///< yes or no, in any case
  integer,            ///< digits with an optional minus
  memory,             ///< bytes: digits, then b, k, kb, m, mb, g or gb
  memory_or_percent,  ///< the same, or digits and %
  octal,              ///< permissions
  enumeration,        ///< one word of a list; of a directive with several arguments, any of them
  text,               ///< anything, where no check of its own says otherwise
  special,            ///< read by code of its own
  ignored,            ///< accepted, without any effect
};

/// What some versions take as a directive's value. Of `versions`, bit n is for the nth Version.
struct DirectiveValue {
  std::uint16_t versions = 0;
  ValueType type = ValueType::special;
  std::int64_t min = 0;
  std::uint64_t max = 0;
  std::string_view words;  ///< of an enumeration, with a space between
  bool default_known = false;
  std::string_view default_value;
};

/// A directive of redis.conf. Of `versions`, `settable` and `guarded`, bit n is for the nth
/// Version.
struct Directive {
  std::string_view name;
  std::uint16_t versions = 0;      ///< the file may hold it
  std::uint16_t settable = 0;      ///< CONFIG SET changes it
  std::uint16_t guarded = 0;       ///< of `settable`: only with `enable-protected-configs`
  bool several_arguments = false;  ///< takes any number of them; others take one
  bool secret = false;             ///< holds a password
  std::string_view newer_name;     ///< where it was renamed: the old name works too
  std::uint16_t first_value = 0;
  std::uint8_t value_count = 0;

  bool exists(Version version) const {
    return (versions >> static_cast<unsigned>(version) & 1u) != 0;
  }
  bool guarded_in(Version version) const {
    return (guarded >> static_cast<unsigned>(version) & 1u) != 0;
  }
  bool settable_in(Version version) const {
    return (settable >> static_cast<unsigned>(version) & 1u) != 0;
  }
};

std::span<const Directive> all_directives();

/// What each version takes, oldest first.
std::span<const DirectiveValue> values_of(const Directive& directive);
/// What the version takes; null where it does not know the directive.
const DirectiveValue* value_of(const Directive& directive, Version version);

/// What a directive is for, and what goes wrong with it.
struct DirectiveNotes {
  std::string_view name;
  std::string_view purpose;
  std::string_view mistakes;  ///< one a line
};
/// Null where there are none: most directives matter little to queues.
const DirectiveNotes* notes_on(const Directive& directive);

/// A statement of sentinel.conf.
struct StatementNotes {
  std::string_view name;       ///< `sentinel monitor`
  std::string_view arguments;  ///< `<name> <ip|host> <port> <quorum>`
  std::string_view notes;
};
std::span<const StatementNotes> all_statements();

/// The directive of this name (any case) in any version.
const Directive* find_directive(std::string_view name);

/// Whether a server of the version, or, where it is unknown, of any version, reads the directive.
bool directive_exists(std::string_view name, std::optional<Version> version);

/// Whether CONFIG SET takes the directive: neither `user`, `include` and the like, which only a
/// file can hold, nor one that is fixed at start. A guarded one counts: where the server allows it,
/// CONFIG SET takes it. With no version: whether any version's does.
bool config_settable(std::string_view name, std::optional<Version> version);

/// Whether the directive can only stand in a file or on the command line, and is no parameter of
/// CONFIG GET either: `user`, `include` and the like.
bool is_file_only(const Directive& directive);

/// What was probably meant by a name that is none, or "".
std::string_view nearest_directive(std::string_view name);

/// Whether `SENTINEL SET <master> <option>` takes the option, in the version, or in any.
bool sentinel_settable(std::string_view option, std::optional<Version> version);
std::span<const std::string_view> sentinel_options();
std::string_view nearest_sentinel_option(std::string_view option);

}  // namespace fairlead::redis
