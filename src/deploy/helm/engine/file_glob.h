#pragma once
#include <string_view>

#include "base/regex.h"

namespace fairlead::helm {

/// A pattern of `.Files.Glob`, as gobwas/glob reads it with `/` as the separator: `*` and `?` stop
/// at it, `**` does not, `[a-z]`, `[!ab]`, `{one,two}`, `\` takes the next letter as it is. An
/// ill-formed one fits every path, as it does in Helm.
Regex file_glob(std::string_view pattern);

}  // namespace fairlead::helm
