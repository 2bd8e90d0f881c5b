#pragma once
#include "base/error.h"
#include "config/config.h"

namespace fairlead {

/// What a fairlead.yaml says about rules must be about rules and options that exist: anything else
/// would change nothing, without a word. The error names the place and the nearest known name.
Result<bool> check_rules(const Config& config, const SourceMap& sources);

}  // namespace fairlead
