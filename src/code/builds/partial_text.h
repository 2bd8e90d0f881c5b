#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace fairlead {

/// Stands in a text for what is not known of it: what a variable is that nobody gives, what a
/// command prints.
inline constexpr char unknown_part = '\x1a';
inline constexpr std::string_view unknown_text{"\x1a", 1};

inline bool is_known(std::string_view text) {
  return text.find(unknown_part) == std::string_view::npos;
}

/// Longer values of variables are not known: one may be twice another.
inline constexpr std::size_t longest_value = 4096;

/// The value of a variable; nothing where it is not known.
using VariableLookup = std::function<std::optional<std::string>(std::string_view name)>;

/// A text in which a shell fills in variables: `$X`, `${X}`, `${X:-d}`, `${X,,}`. What else it
/// would expand is unknown, and so is all that becomes much longer than it was.
std::string filled_by_shell(std::string_view text, const VariableLookup& variables);
/// The same of make: `$(X)`, `${X}`, `$X` of one letter; `$$` is the shell's `$`.
std::string filled_by_make(std::string_view text, const VariableLookup& variables);
/// The same between any other signs: `{{ X }}`, with a dot before the name or without.
std::string filled_between(std::string_view text, std::string_view open, std::string_view close,
                           const VariableLookup& variables);

/// The whole file's text with line breaks that a backslash takes away, each a blank for each of its
/// two bytes so that all places stay.
std::string joined_lines(std::string_view text);

}  // namespace fairlead
