#pragma once
#include "deploy/compose/variables/substitution.h"

namespace fairlead::compose {

/// Puts variables into all texts of a file, and casts what compose wants as numbers and booleans.
/// Keys stay as they are. With Unset::stays a text that cannot be cast stays as well.
Refused interpolate(const Substitution::Lookup& lookup, Unset unset, Value& file, Maker& maker);

/// How compose reads a text as another kind.
enum class Cast : std::uint8_t { boolean, integer, number, umask };
/// The text in the form that Go prints, of `kind`; nothing where it is none.
struct CastText {
  Kind kind{};
  std::string text;
};
std::optional<CastText> cast(Cast to, std::string_view text);

}  // namespace fairlead::compose
