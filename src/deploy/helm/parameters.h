#pragma once
#include "base/arena.h"
#include "deploy/types/release.h"
#include "deploy/types/values.h"

namespace fairlead {

/// Whether a parameter names one value by its keys, and gives it a scalar: no lists, no escapes.
bool is_plain_parameter(const ReleaseParameter& parameter);

/// A plain parameter as values, with the types that Helm's `--set` gives (strvals: `true`, `null`
/// and whole decimal numbers without a leading zero are no strings).
ValuesLayer parameter_layer(const ReleaseParameter& parameter, const SourceMap& sources,
                            Arena& arena);

/// A parameter as `--set` takes it: commas in the value are none of its own.
Span set_item(const ReleaseParameter& parameter, SourceMap& sources);

}  // namespace fairlead
