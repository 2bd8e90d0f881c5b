#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// A word of a command that a compose file gives as one string.
struct ComposeWord {
  std::string text;
  std::size_t begin = 0, end = 0;  ///< bytes of the string, quotes included
};

/// The words as compose splits them (github.com/mattn/go-shellwords, without variables): no shell
/// is asked. A backslash gives the next character, also in double quotes; what stands behind an
/// unquoted `;`, `&`, `|`, `<` or `>` is dropped. Nothing where compose refuses the string.
std::optional<std::vector<ComposeWord>> compose_words(std::string_view command);

}  // namespace fairlead
