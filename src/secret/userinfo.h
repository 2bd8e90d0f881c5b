#pragma once
#include <cstddef>
#include <string_view>

namespace fairlead {

/// Where a text has the sign before its host: `@`, or where there is none `%40`, as whoever encoded
/// a whole URL has it; npos for none.
std::size_t user_end(std::string_view text);

/// Where the first `:` of a text is, or `%3A`; `size` gets how many bytes it has. npos for none.
std::size_t encoded_colon(std::string_view text, std::size_t& size);

/// How many slashes a text begins with, written, encoded (`%2F`) or behind a backslash, in bytes.
std::size_t slashes_size(std::string_view text);

/// Whether a text ends with the name of a scheme whose URLs name a server and who logs in to it:
/// `redis`, `jdbc:postgresql`.
bool ends_with_scheme(std::string_view text);

/// Whether a text may be an address, or a part of one, that says who logs in.
bool may_log_in(std::string_view text);

}  // namespace fairlead
