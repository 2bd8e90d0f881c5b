#pragma once
#include <string_view>

namespace fairlead {

/// Whether a variable of that name holds a credential: REDIS_PASSWORD, GITHUB_TOKEN,
/// VOYAGE_API_KEY; not REDIS_PASSWORD_FILE, EXISTING_SECRET_NAME, ALLOW_EMPTY_PASSWORD.
bool is_credential_name(std::string_view variable);

/// Whether a variable or key of that name holds a credential, by its words (PASSWORD, TOKEN …); not
/// where it names a file, a Secret or a key that holds one.
bool names_credential(std::string_view name);

/// Whether a value stands where a credential belongs and is none: empty, `$(VAR)`, `${VAR}`, `{{ …
/// }}`,
/// `<password>`, `changeme`, a path, a reference to a vault, the variable's own name, yes or no.
bool is_placeholder(std::string_view value, std::string_view variable);

/// Passwords of development machines that protect nothing (`postgres`, `guest`).
bool is_known_default(std::string_view password);

}  // namespace fairlead
