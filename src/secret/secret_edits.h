#pragma once
#include <string_view>
#include <vector>

#include "shell/assignment.h"

namespace fairlead {

/// What `sed` puts where a password stood, or behind its name: the words of `s|…|…|`.
void add_substituted(std::string_view text, std::vector<TextRange>& found);

/// What `printf` writes behind the name of a password: `x` of `printf "requirepass %s\n" x`.
void add_formatted(std::string_view text, std::vector<TextRange>& found);

/// What signs enclose behind a name: `<password>x</password>`, `key="password" value="x"`,
/// `setPassword("x")`, a private key between its lines.
void add_enclosed(std::string_view text, std::vector<TextRange>& found);

/// A user alone, without a scheme before it: `x@host:6379`, `REDIS_HOST=x@host`; behind a scheme of
/// Redis also without a host.
void add_lone_users(std::string_view text, std::vector<TextRange>& found);

/// The same in the value of a key or variable: the size of `x` in `x@host`, 0 where that is none.
std::size_t lone_user(std::string_view name, std::string_view value);

}  // namespace fairlead
