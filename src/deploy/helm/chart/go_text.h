#pragma once
#include <string>
#include <string_view>

#include "tree/node.h"

namespace fairlead::helm {

/// A number that `--set` gives is an int64, where all that comes from YAML and JSON is a float64:
/// its node is an integer whose syntax is Syntax::env, decimal digits with a sign as may be.
Node int64_node(Span at, std::string_view digits);
bool is_int64(const Node& node);

/// A value as Go's fmt prints it with %v.
std::string go_text(const Node& value);
/// The same with %t, which is right for booleans alone: `%!t(float64=3)`.
std::string go_text_of_boolean(const Node& value);
/// A text as Helm cleans those of Chart.yaml: every space is a blank, and what cannot be printed is
/// left out.
std::string printable(std::string_view text);

}  // namespace fairlead::helm
