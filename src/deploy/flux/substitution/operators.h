#pragma once
#include <span>
#include <string_view>

#include "base/arena.h"
#include "source/text_builder.h"

namespace fairlead::flux {

/// Appends what an expression makes of a variable's value. `use` is the expression's; texts that
/// are made on the way lie in `arena`.
void apply(std::string_view use, const BuiltText& value, std::span<const BuiltText> arguments,
           Arena& arena, TextBuilder& out);

/// Whether an expression of that use has a value where the variable has none.
bool takes_nothing(std::string_view use);

}  // namespace fairlead::flux
