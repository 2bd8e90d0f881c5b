#include "wiring/pointed_paths.h"

#include <set>

#include "base/files.h"
#include "wiring/world.h"

namespace fairlead {
namespace {

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) && path.substr(directory.size()).starts_with('/');
}

}  // namespace

std::vector<UnitSummary::Pointed> pointed_by(const Facts& facts, const SourceMap& sources) {
  std::vector<UnitSummary::Pointed> all;
  for (const Installation& installation : facts.installations) {
    for (const NamedPath& named : installation.paths) {
      // Every chart has a values.yaml.
      const bool telling = !named.values || base_name(named.path) != "values.yaml";
      all.push_back(
          {named.origin, named.path, named.present, telling, sources.blame(named.at.span()).edit});
    }
  }
  return all;
}

std::vector<const UnitSummary::Pointed*> World::others_here(const NamedPath& named) const {
  std::vector<const UnitSummary::Pointed*> here;
  std::set<std::string_view> present, missing;
  for (const UnitSummary::Pointed* each : summaries_.pointed(own_.world, named.origin)) {
    if (!each->telling || (each->present && is_below(named.path, each->path))) continue;
    (each->present ? present : missing).insert(each->path);
    if (each->present) here.push_back(each);
  }
  // Another repository may well have one directory of a name with this one, but not most of them.
  if (present.size() < missing.size()) here.clear();
  return here;
}

}  // namespace fairlead
