#pragma once
#include "facts/model.h"

namespace fairlead {

/// Marks the credentials of redis.conf directives and ACL users, wherever they were read.
void mark_lines(const Model& model, SourceMap& sources);

}  // namespace fairlead
