#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redis/config/directives.h"
#include "redis/numbers.h"

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

}  // namespace fairlead::redis
