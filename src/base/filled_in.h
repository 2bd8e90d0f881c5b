#pragma once
#include <cstdint>
#include <string_view>

namespace fairlead {

/// Whether something replaces a part of a text before a program reads it: a template engine, a
/// shell, an init script, a person.
enum class Filling : std::uint8_t {
  none,
  possible,  ///< it looks so: `$X`, `MASTER_IP`, a brace; in a password it may be a part of it
  certain    ///< `${X}`, `$(X)`, `{{ x }}`, `{% x %}`, `<x>`, `__X__`, `@X@`, `%X%`, `[[x]]`, `%s`,
             ///< `ENC[…]`
};

/// How much is filled in, in a word or a value.
Filling filling(std::string_view text);

/// Nothing is known of such a text but that it is no literal one.
inline bool is_filled_in(std::string_view text) { return filling(text) == Filling::certain; }
/// For texts in which a literal of that look is rarer than what is filled in: redis.conf.
inline bool may_be_filled_in(std::string_view text) { return filling(text) != Filling::none; }

}  // namespace fairlead
