#pragma once
#include <string>

#include "base/error.h"
#include "cli/files/root.h"
#include "run/gather.h"

namespace fairlead {

/// Reads what lies at a path with its project and hands on what is deployed, before any rule runs.
/// `prefix` is what the current directory is called in paths until then: "sub/", or "".
Result<bool> look_at(const std::string& path, const Look& look, std::string& prefix);

/// The units that the path asks for.
std::vector<const UnitState*> asked_units(const Deployed& deployed);

/// What a unit is called: "charts/worker with charts/worker/prod.yaml", "overlays/prod".
std::string unit_words(const Unit& unit);

/// The bytes of a scalar without its quotes, which are a template's more often than not.
Span bytes_of(const Node& scalar, const SourceMap& sources);

}  // namespace fairlead
