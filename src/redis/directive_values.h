#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redis/directives.h"

namespace fairlead::redis {

/// A value that is refused: which argument, and the server's words.
struct ValueError {
  std::size_t argument = 0;
  std::string message;
  bool wrong_count = false;
  bool as_if_unknown = false;  ///< 6.2 tells it like a directive that it does not know
};

/// Reads the arguments of a directive whose value the table describes.
std::optional<ValueError> check_listed(const Directive& directive, const DirectiveValue& value,
                                       std::span<const std::string_view> arguments,
                                       Version version);

/// Reads the arguments of a directive of ValueType::special.
std::optional<ValueError> check_special(std::string_view name,
                                        std::span<const std::string_view> arguments,
                                        Version version);

/// Checks of a text beyond its type: file names without a path, host names, templates.
std::optional<ValueError> check_text(std::string_view name, std::string_view text, Version version);

/// The servers' way to read a whole number: an optional minus, no leading zero, 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// C's strtoll and the like: blanks, a sign, digits, and what is left over.
struct LooseNumber {
  std::int64_t value = 0;
  bool complete = false;  ///< nothing is left over
};
LooseNumber parse_loosely(std::string_view text, int base = 10);

}  // namespace fairlead::redis
