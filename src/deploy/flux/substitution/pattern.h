#pragma once
#include <string_view>

namespace fairlead::flux {

/// What a pattern of the shell says of a text. It is looked at as far as it has to be, so that one
/// that is ill-formed further on may say yes or no.
enum class Matched { no, yes, ill_formed };

/// `*` stands for any bytes, `?` for one character, `[a-z]` and `[^a-z]` for one of a class; `\`
/// takes away what the next sign means. The pattern must fit all of the text.
Matched matches(std::string_view pattern, std::string_view text);

}  // namespace fairlead::flux
