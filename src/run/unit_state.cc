#include "run/unit_state.h"

#include <algorithm>

#include "deploy/render.h"
#include "lint/runner.h"
#include "run/owners.h"
#include "wiring/world.h"

namespace fairlead {
namespace {

std::vector<std::string> sorted_once(std::vector<std::string> paths) {
  std::ranges::sort(paths);
  const auto rest = std::ranges::unique(paths);
  paths.erase(rest.begin(), rest.end());
  return paths;
}

/// Whether some of a tree is none of what a file has: what a patch has merged may have the place of
/// the mapping that it was merged into, and what it was merged with lies below.
bool is_made(Ref tree, const SourceMap& sources) {
  if (!tree) return false;
  const Span at = tree.span();
  if (!at.is_place() || !sources.is_written(at.source)) return true;
  const auto is_elsewhere = [&](Ref child) {
    return is_made(child, sources) || (child && child.span().source != at.source);
  };
  return std::ranges::any_of(tree.items(),
                             [&](const Node* item) { return is_elsewhere(Ref(item)); }) ||
         std::ranges::any_of(tree.entries(),
                             [&](const Entry& entry) { return is_elsewhere(Ref(entry)); });
}

/// Whether a unit is given values by what was rendered.
bool is_given_made(const Unit& unit, const SourceMap& sources) {
  const auto made = [&](const Ref& at) { return is_made(at, sources); };
  return unit.altered || std::ranges::any_of(unit.values, made, &ReleaseValues::root) ||
         std::ranges::any_of(unit.parameters, made, &ReleaseParameter::at) ||
         std::ranges::any_of(unit.parameters, made, &ReleaseParameter::value);
}

bool same_alteration(const Unit& a, const Unit& b) {
  if (!a.altered || !b.altered) return a.altered == b.altered;
  return a.altered->at.node() == b.altered->at.node();
}

bool same_mounts(const Unit& a, const Unit& b) {
  return std::ranges::equal(a.mounted, b.mounted, [](const auto& left, const auto& right) {
    return left.file == right.file && left.service == right.service;
  });
}

}  // namespace

std::unique_ptr<UnitState> model_unit(Unit unit, const Config& config, const FileSet& files,
                                      const Sites& sites, const SourceMap& written,
                                      const UnitsAsked& asked, const Allowance& allowance) {
  auto state = std::make_unique<UnitState>();
  state->unit = std::move(unit);
  state->config = &config;
  state->allowance = allowance;
  const std::shared_ptr<const UnitTexts>& given_in = state->unit.given_in;
  state->texts = std::make_shared<UnitTexts>(written, given_in);
  state->sources = &state->texts->sources;
  Rendered rendered =
      render(state->unit, files, sites, *state->sources, state->texts->arena, state->allowance);
  if (given_in) std::ranges::copy(given_in->inputs, std::back_inserter(rendered.inputs));
  state->inputs = state->texts->inputs = sorted_once(std::move(rendered.inputs));
  state->named = std::move(rendered.units);
  for (Unit& named : state->named)
    if (is_given_made(named, *state->sources)) named.given_in = state->texts;
  for (const std::string& path : state->inputs) state->read.emplace_back(path, files.find(path));
  for (const BuiltImage& image : rendered.builds)
    state->read.emplace_back(image.manifest->path, image.manifest);
  // What could not be read may hold anything.
  rendered.open = rendered.open || state->unit.open || !files.unread().empty();
  state->share = share_of(state->unit, config, state->inputs, *asked.paths);
  const bool changed =
      !asked.changes || owns_change(state->unit, config, state->inputs, *asked.changes);
  state->asked = changed && state->share != Share::none;
  state->facts = facts_of(state->unit, config, std::move(rendered), *state->sources);
  state->summary = summarize(*state->facts, *state->sources);
  return state;
}

bool holds(const UnitState& state, const Unit& unit, const FileSet& files) {
  const Unit& before = state.unit;
  return !state.allowance.is_nothing() && before.kind == unit.kind && before.files == unit.files &&
         before.values == unit.values && before.parameters == unit.parameters &&
         before.release == unit.release && before.release_namespace == unit.release_namespace &&
         before.beside == unit.beside && before.world == unit.world && before.open == unit.open &&
         before.environment == unit.environment && same_mounts(before, unit) &&
         same_alteration(before, unit) && std::ranges::all_of(state.read, [&](const auto& input) {
           return files.find(input.first) == input.second;
         });
}

void lint_state(UnitState& state, const Summaries& summaries, const DnsFacts* dns,
                const Builds* builds) {
  state.findings.clear();
  state.ignores = {};
  state.looked_at = {};
  const World world(*state.facts, state.summary, summaries, dns, builds);
  state.findings = lint_unit(*state.facts, world, *state.sources, state.looked_at);
  for (const Resource& resource : state.facts->resources)
    read_ignores(resource, *state.sources, state.ignores);
  state.linted = true;
}

}  // namespace fairlead
