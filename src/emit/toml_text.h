#pragma once
#include "emit/json_text.h"

namespace fairlead::emit {

/// Writes a value as toToml does (BurntSushi's toml): plain keys first, then tables, each sorted.
/// What TOML cannot hold is an error in that library's words.
Written write_toml(const Events& events, TextBuilder& out);

}  // namespace fairlead::emit
