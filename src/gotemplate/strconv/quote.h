#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// How Go's strconv writes one code point (or, `bad`, one ill-formed byte) inside quotes.
enum class Letters : bool {
  all,    ///< what is printable stays as it is
  ascii,  ///< and all others are escaped
};

/// Go's strconv.Quote and QuoteToASCII.
std::string quoted(std::string_view text, Letters letters = Letters::all);
/// Go's strconv.QuoteRune and QuoteRuneToASCII.
std::string quoted_rune(char32_t rune, Letters letters = Letters::all);
/// How the code point at `at` stands inside of `quote`s; `at` moves behind it. `as_is` says whether
/// it is its own bytes.
std::string escaped(std::string_view text, std::size_t& at, char quote, Letters letters,
                    bool& as_is);
/// Whether the text can stand between back-quotes unchanged (strconv.CanBackquote).
bool can_backquote(std::string_view text);

/// What a quoted string, raw string or character constant of Go stands for, quotes included in
/// `text`; nothing where its syntax is wrong.
std::optional<std::string> unquoted(std::string_view text);
/// The code point of a character constant, quotes included; nothing where its syntax is wrong.
/// `rest` is what stands behind the first code point: "'" where all is well.
std::optional<char32_t> unquoted_rune(std::string_view text, std::string_view& rest);

}  // namespace fairlead::gotemplate
