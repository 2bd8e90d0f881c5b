#pragma once
#include <string_view>
#include <vector>

#include "shell/assignment.h"

namespace fairlead {

/// The words of a text that are credentials by the words before them: behind flags and directives
/// such as `--requirepass`, an ACL user's passwords, and in comments whatever is no plain word
/// behind a word for a credential. In no order, they may overlap. Linear in the text's length.
std::vector<TextRange> credential_words(std::string_view text);

}  // namespace fairlead
