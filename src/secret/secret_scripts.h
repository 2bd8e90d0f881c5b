#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "shell/assignment.h"

namespace fairlead {

/// The words of scripts that are credentials by what a program does with them: what `sed` puts
/// behind a directive, `printf` into one, `echo` into a file; headers of HTTP, `mysql -p…`, `aws
/// configure set … …`, a user alone before `@`. To be hidden in place, since any word may stand
/// there. In no order, they may overlap. Linear in the text's length.
std::vector<TextRange> hidden_words(std::string_view text);

/// What `${NAME:-value}` falls back to, for the names that are asked for.
std::vector<TextRange> fallbacks(std::string_view text,
                                 const std::function<bool(std::string_view)>& is_credential);

/// Whether a substitution only says in which file the value is: `$(cat /run/secrets/x)`.
bool reads_file(std::string_view substitution);

}  // namespace fairlead
