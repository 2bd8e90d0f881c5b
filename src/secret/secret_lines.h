#pragma once
#include "facts/facts.h"

namespace fairlead {

/// Marks the credentials of redis.conf directives and ACL users, wherever they were read.
void mark_lines(const Facts& facts, SourceMap& sources);

}  // namespace fairlead
