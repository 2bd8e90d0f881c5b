#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run/gather.h"

namespace fairlead {

/// What of a unit was not rendered, and where it is named.
struct NotRendered {
  std::string path;
  std::uint32_t line = 0;  ///< 0: the whole path is meant
  std::string what, reason;
};

/// What `fairlead units` says of a unit. Paths are as people here write them.
struct UnitRow {
  std::string name;  ///< unit_words()
  std::string kind;  ///< "kustomization", "chart", "manifests", "compose project"
  std::string release, release_namespace;  ///< of a chart, where they are known
  std::vector<std::pair<std::string, std::size_t>>
      objects;                                ///< how many of each kind, the most first
  std::vector<std::string> namespaces;        ///< of its objects
  std::vector<std::string> deployed_by;       ///< units whose objects deploy it
  std::vector<std::string> resolves_against;  ///< units that may answer its names
  std::vector<std::string> alternatives;      ///< units that never lie beside it
  std::vector<NotRendered> not_rendered;
};

/// The units that are asked for, in the order of their names; `prefix` is what the current
/// directory is called in paths.
std::vector<UnitRow> unit_rows(const Deployed& deployed, std::string_view prefix);

void write_units_text(const std::vector<UnitRow>& rows, fmt::memory_buffer& out);
/// schemas/units.schema.json describes it.
void write_units_json(const std::vector<UnitRow>& rows, fmt::memory_buffer& out);

}  // namespace fairlead
