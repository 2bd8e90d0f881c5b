#pragma once
#include <string_view>

#include "facts/facts.h"

namespace fairlead {

/// Whether a chart's objects are all in view that may give `host`, which is made of the release's
/// name, to a Service. Others depend on it and may make more, an operator may make Services of one
/// of its objects, and what was not rendered anything.
bool has_all_of_release(const Facts& facts, std::string_view host);

}  // namespace fairlead
