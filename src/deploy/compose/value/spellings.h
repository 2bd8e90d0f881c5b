#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::compose {

/// `64m`, `1.5 GiB`: a number of bytes; nothing where compose refuses it.
std::optional<std::int64_t> bytes_from(std::string_view text);

/// `1m30s`, `2d`: nanoseconds; nothing where compose refuses it.
std::optional<std::int64_t> duration_from(std::string_view text);
/// As Go prints a duration: `1m30s`.
std::string duration_text(std::int64_t nanoseconds);

/// A word of a command, and the bytes of the command that it was made of.
struct CommandWord {
  std::string text;
  std::size_t begin = 0, end = 0;
};
/// The words of a command up to what only a shell does (`;`, `|`, `>` …); nothing where compose
/// refuses it.
std::optional<std::vector<CommandWord>> command_words(std::string_view text);

}  // namespace fairlead::compose
