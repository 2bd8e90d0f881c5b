#pragma once
#include <string_view>
#include <vector>

#include "model/assignment.h"

namespace fairlead {

/// Whether a password stands behind a word of this name: what names_credential() knows, directives
/// and what is nearly one (`requirepas`).
bool is_password_name(std::string_view name);

/// Whether a word is an option of such a name: `--requirepas`, `-requirepass`.
bool is_password_option(std::string_view word);

/// The words of a text that are credentials by the words before them: behind flags and directives
/// such as `--requirepass`, an ACL user's passwords, and in comments whatever is no plain word
/// behind a word for a credential. In no order, they may overlap. Linear in the text's length.
std::vector<TextRange> credential_words(std::string_view text);

}  // namespace fairlead
