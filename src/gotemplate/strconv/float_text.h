#pragma once
#include <string>

namespace fairlead::gotemplate {

/// Go's strconv.FormatFloat: `verb` is one of b e E f g G x X, a precision of -1 asks for the
/// fewest digits that make the number; `bits` is 64 or 32.
std::string float_text(double value, char verb, int precision, int bits = 64);

}  // namespace fairlead::gotemplate
