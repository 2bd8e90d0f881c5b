#pragma once
#include <string_view>

namespace fairlead {

/// Whether a password stands behind an option, directive or key of this name, also where the
/// directive is misspelt: `--requirepas`, `masterauht`.
bool announces(std::string_view name);

/// Whether what stands behind it is a host, a user or the like by its name: `--host`, `-h`,
/// `DB_HOST`.
bool names_place(std::string_view name);

/// Whether an entry of a Secret is an address, a name or a number by its key and its shape.
bool is_address(std::string_view key, std::string_view value);

/// Programs, commands and directives, which scripts are made of.
bool is_known_word(std::string_view word);

}  // namespace fairlead
