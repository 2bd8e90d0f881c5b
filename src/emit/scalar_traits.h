#pragma once
#include <cstdint>
#include <string_view>

#include "emit/key_order.h"

namespace fairlead::emit {

/// Whether go-yaml would read a plain scalar as something else than a string, or fears that others
/// would: `yes`, `0777`, `12:30`, `2020-01-01`.
bool needs_quotes(std::string_view text, Version version);

/// What go-yaml's emitter looks at before it chooses how to write a scalar.
struct ScalarTraits {
  bool is_multiline = false;  ///< has a line break of any kind
  bool allows_plain = true;
  bool allows_single_quotes = true;
  bool allows_block = true;
};

/// Of a text that is UTF-8.
ScalarTraits scalar_traits(std::string_view text, Version version);

/// Whether the emitter writes a character as it is inside double quotes: not what is beyond the
/// Basic Multilingual Plane, which its check forgets.
bool is_printable(std::uint32_t code);

}  // namespace fairlead::emit
