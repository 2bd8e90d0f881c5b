#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "rulegen/catalog_source.h"

namespace fairlead {

/// The schema of fairlead.yaml with the rules' ids and options as they are: the lines of `$defs`
/// that begin with `"rule": ` and `"rule-options": ` are written anew. An error where there is
/// none.
Result<std::string> config_schema(std::string_view schema, std::span<const CatalogEntry> entries);

}  // namespace fairlead
