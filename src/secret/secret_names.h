#pragma once
#include <string_view>

namespace fairlead {

/// A directive whose value is a password; where one begins (`misspelt`), also if it is misspelt.
bool is_password_directive(std::string_view word, bool misspelt);

/// A word without the dashes of an option, also those that an editor makes of two.
std::string_view without_dashes(std::string_view word);

/// The statement behind `sentinel` that gives a password, also if it is misspelt; where that begins
/// a line (`begins`), also any other name of one.
bool is_sentinel_password(std::string_view word, bool begins);

/// Whether a password stands behind a word of this name: what names_credential() knows, directives
/// and what is nearly one (`requirepas`).
bool is_password_name(std::string_view name);

/// Whether a word is an option of such a name: `--requirepas`, `-requirepass`.
bool is_password_option(std::string_view word);

/// Whether the value of that name may be a credential, by a name that says less: `SMTPPASS`,
/// `SALT`, `API_KEYS`. To be hidden in place.
bool resembles_credential(std::string_view name);

/// What a password is in a sentence that goes on, or ends without telling it.
bool is_said(std::string_view word);

/// Whether an option of that name behind one dash is a password: `mysql -ppassword database`
/// announces nothing.
bool names_single_option(std::string_view word);

/// Whether an entry of a Secret is an address, a name or a number by its key and shape.
bool is_address(std::string_view key, std::string_view value);

/// Keys that say what an object is, not what it keeps.
bool is_structural(std::string_view name);

}  // namespace fairlead
