#pragma once

namespace fairlead::gotemplate {

/// Letters of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic in the other case; others stay
/// as they are.
char32_t upper_case(char32_t rune);
char32_t lower_case(char32_t rune);
inline bool is_upper_case(char32_t rune) { return lower_case(rune) != rune; }

}  // namespace fairlead::gotemplate
