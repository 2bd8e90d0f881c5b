#include "cli/units/unit_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "cli/provenance/look.h"
#include "cli/provenance/words.h"
#include "deploy/worklist.h"
#include "wiring/summary/summary.h"

namespace fairlead {
namespace {

std::string_view kind_words(UnitKind kind) {
  switch (kind) {
    case UnitKind::manifests:
      return "manifests";
    case UnitKind::kustomization:
      return "kustomization";
    case UnitKind::chart_values:
      return "chart";
    case UnitKind::compose:
      return "compose project";
  }
  __builtin_unreachable();
}

/// Makes the rows: what units are to each other is asked of all of them.
class Rows {
 public:
  Rows(const Deployed& deployed, std::string_view prefix)
      : deployed_(deployed),
        prefix_(prefix),
        summaries_(all_summaries(deployed), deployed.written) {
    for (const auto& state : deployed.units) {
      units_[&state->summary] = state.get();
      for (const Unit& named : state->named)
        named_by_[identity(named, deployed.written)].insert(unit_words(state->unit));
    }
  }

  UnitRow row(const UnitState& state) const {
    UnitRow made;
    made.name = unit_words(state.unit);
    made.kind = kind_words(state.unit.kind);
    made.release = state.unit.release.value_or("");
    made.release_namespace = state.unit.release_namespace;
    count_objects(state, made);
    if (const auto by = named_by_.find(identity(state.unit, deployed_.written));
        by != named_by_.end())
      made.deployed_by.assign(by->second.begin(), by->second.end());
    add_others(state, made);
    add_gaps(state, made);
    return made;
  }

 private:
  static std::vector<const UnitSummary*> all_summaries(const Deployed& deployed) {
    std::vector<const UnitSummary*> all;
    for (const auto& state : deployed.units) all.push_back(&state->summary);
    return all;
  }

  static void count_objects(const UnitState& state, UnitRow& row) {
    std::map<std::string, std::size_t> kinds;
    std::set<std::string> namespaces;
    for (const Resource& each : state.facts->resources) {
      ++kinds[std::string(each.kind)];
      if (!each.namespace_name.empty()) namespaces.emplace(each.namespace_name);
    }
    row.objects.assign(kinds.begin(), kinds.end());
    std::ranges::stable_sort(row.objects, std::greater{},
                             [](const auto& kind) { return kind.second; });
    row.namespaces.assign(namespaces.begin(), namespaces.end());
  }

  void add_others(const UnitState& state, UnitRow& row) const {
    const std::set<const UnitSummary*> never = summaries_.alternatives_to(state.summary);
    std::set<std::string> with, without;
    for (const UnitSummary* other : summaries_.units_of(state.unit.world)) {
      if (other == &state.summary) continue;
      (never.contains(other) ? without : with).insert(unit_words(units_.at(other)->unit));
    }
    row.resolves_against.assign(with.begin(), with.end());
    row.alternatives.assign(without.begin(), without.end());
  }

  void add_gaps(const UnitState& state, UnitRow& row) const {
    const SourceMap& sources = *state.sources;
    const std::vector<Gap>* const all[] = {&state.facts->gaps, &state.beyond};
    for (const std::vector<Gap>* gaps : all) {
      for (const Gap& gap : *gaps) {
        if (!is_not_rendered(gap)) continue;
        const Span at = gap.at.empty() ? Span{} : sources.blame(gap.at).edit;
        NotRendered made{gap.path, 0, gap.what, gap.reason};
        if (at.is_place()) {
          made.path = sources.name(at.source);
          made.line = sources.position(at.source, at.begin).line;
        }
        made.path = path_from_here(made.path, prefix_);
        row.not_rendered.push_back(std::move(made));
      }
    }
  }

  const Deployed& deployed_;
  const std::string_view prefix_;
  const Summaries summaries_;
  std::map<const UnitSummary*, const UnitState*> units_;
  std::map<std::string, std::set<std::string>> named_by_;
};

}  // namespace

std::vector<UnitRow> unit_rows(const Deployed& deployed, std::string_view prefix) {
  const Rows rows(deployed, prefix);
  std::vector<UnitRow> all;
  for (const UnitState* state : asked_units(deployed)) all.push_back(rows.row(*state));
  std::ranges::stable_sort(all, {}, &UnitRow::name);
  return all;
}

}  // namespace fairlead
