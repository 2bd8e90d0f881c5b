#pragma once
#include <string_view>

namespace fairlead {

/// How far a name says that a value is a credential.
enum class CredentialName : unsigned char {
  no,       ///< REDIS_PASSWORD_FILE, EXISTING_SECRET_NAME, ALLOW_EMPTY_PASSWORD
  likely,   ///< it is never shown: `auth`, REDISPASS, JWT
  certain,  ///< it is reported, too: REDIS_PASSWORD, GITHUB_TOKEN, VOYAGE_API_KEY
};

/// What the name of a variable, key, option or directive says: the one place that decides it.
CredentialName credential_name(std::string_view name);

/// Whether what stands behind the name is never shown.
inline bool names_credential(std::string_view name) {
  return credential_name(name) != CredentialName::no;
}

/// Whether a value stands where a credential belongs and is none: empty, `$(VAR)`, `${VAR}`, `{{ …
/// }}`,
/// `<password>`, `changeme`, a path, a reference to a vault, the variable's own name, yes or no.
bool is_placeholder(std::string_view value, std::string_view variable);

/// yes, no, 0, none …: what turns something on or off.
bool says_yes_or_no(std::string_view value);

/// Passwords of development machines that protect nothing (`postgres`, `guest`).
bool is_known_default(std::string_view password);

}  // namespace fairlead
