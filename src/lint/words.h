#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.h"
#include "tree/node.h"

namespace fairlead {

/// Adds words at another place; none where the place is not in the files (what fairlead.yaml
/// declares).
void add_label(Finding& finding, Span at, std::string text);
/// "`a`, `b` and 3 more": at most five names.
std::string some_names(const std::vector<std::string>& names);
/// The nearest of `names`, or "" where none is near (base/text.h: nearest).
std::string_view nearest_of(std::string_view name, const std::vector<std::string>& names);
/// The bytes of a scalar without its quotes: what an edit replaces.
Span inside(const SourceMap& sources, Ref scalar);
/// The place of `key: value`, from the key to the value's end; the value's place where it has no
/// key or comes from another text.
Span pair_span(Ref value);

}  // namespace fairlead
