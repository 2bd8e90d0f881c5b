#include "cli/provenance/look.h"

#include <fmt/format.h>

#include "base/files.h"
#include "run/run.h"
#include "tree/scalar.h"

namespace fairlead {

Result<bool> look_at(const std::string& path, const Look& look, std::string& prefix) {
  auto root = find_root({path}, Scope::project);
  if (!root) return tl::unexpected(root.error());
  prefix = root->prefix;
  RunOptions options;
  options.paths = root->paths;
  options.project = root->project;
  options.look = &look;
  const auto result = run(DiskFiles(root->directory), options);
  if (!result) return tl::unexpected(result.error());
  return true;
}

std::vector<const UnitState*> asked_units(const Deployed& deployed) {
  std::vector<const UnitState*> all;
  for (const auto& state : deployed.units)
    if (state->share == Share::all) all.push_back(state.get());
  if (!all.empty()) return all;
  for (const auto& state : deployed.units)
    if (state->share != Share::none) all.push_back(state.get());
  return all;
}

Span bytes_of(const Node& scalar, const SourceMap& sources) {
  if (scalar.text().empty()) return scalar.span();
  return decoded_span(sources, scalar, 0, scalar.text().size());
}

std::string unit_words(const Unit& unit) {
  const auto shown = [](std::string_view path) { return path.empty() ? "." : std::string(path); };
  if (unit.kind != UnitKind::chart_values) return shown(unit.root);
  std::string words = shown(directory_of(unit.files.front()->path));
  std::string_view between = " with ";
  for (const ReleaseValues& each : unit.values) {
    if (each.own || (each.file && base_name(each.file->path) == "values.yaml" &&
                     directory_of(each.file->path) == directory_of(unit.files.front()->path)))
      continue;
    words += fmt::format("{}{}", between, each.file ? each.file->path : "an object's values");
    between = ", ";
  }
  // What is named after none of its files: an Application, a release of fairlead.yaml.
  if (!unit.set.empty() && unit.set != unit.root) words += fmt::format(" ({})", unit.set);
  return words;
}

}  // namespace fairlead
