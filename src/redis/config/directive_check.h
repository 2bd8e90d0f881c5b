#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redis/command/commands.h"
#include "redis/config/directives.h"

namespace fairlead::redis {

enum class LineErrorKind : std::uint8_t {
  unknown_directive,  ///< no such directive in this version
  argument_count,     ///< too few or too many words behind it
  bad_value,          ///< a value that the version does not take
  not_a_sentinel,     ///< `sentinel …` for a server that is none
};

/// Why a server refuses a line of its configuration.
struct LineError {
  LineErrorKind kind = LineErrorKind::bad_value;
  std::size_t word = 0;  ///< index into the line's words: the one to change
  std::string message;   ///< the server's own words; holds nothing of the line
  std::string hint;      ///< what to write instead, or ""; never a credential
};

/// What a server of `version` says to the words of a line, the directive first, on its own: what
/// needs other lines (users, renamed commands, a Sentinel's masters) or files is no part of it.
/// Nothing where it takes the line. From src/config.c of each version. Without `hints` nothing is
/// said of what was meant, which takes longer to find than the error.
std::optional<LineError> check_line(std::span<const std::string_view> words, Version version,
                                    ServerMode mode = ServerMode::data, bool hints = true);

/// What `CONFIG SET name value` says to the value of a directive that it sets: of several words,
/// one blank parts them, and quotes are a part of the value. Nothing where it takes it, or the
/// version does not know the directive.
std::optional<LineError> check_set_value(std::string_view name, std::string_view set,
                                         Version version);

/// "yes or no", "memory, e.g. 256mb", "one of noeviction, allkeys-lru …".
std::string describe(const DirectiveValue& value);

}  // namespace fairlead::redis
