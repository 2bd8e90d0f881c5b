#pragma once
#include "emit/json_text.h"

namespace fairlead::emit {

/// How many bytes the text may take at most beside its values: each table has all keys before its
/// own, and a run for each.
std::uint64_t toml_headers(const Events& events);

/// Writes a value as toToml does (BurntSushi's toml): plain keys first, then tables, each sorted.
/// What TOML cannot hold is an error in that library's words.
Written write_toml(const Events& events, TextBuilder& out);

}  // namespace fairlead::emit
