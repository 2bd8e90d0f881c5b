#include "deploy/helm/chart_faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "deploy/helm/faults/dependency_faults.h"
#include "deploy/helm/faults/dropped_nulls.h"
#include "deploy/helm/faults/refused_values.h"
#include "deploy/helm/reads/chart_reads.h"
#include "deploy/helm/reads/deciding_texts.h"
#include "deploy/helm/reads/unread_values.h"

namespace fairlead {
namespace {

class FaultFinder {
 public:
  FaultFinder(const MadeChart& made, helm::ChartLoader& loader, SourceMap& sources, Arena& arena,
              std::vector<Gap>& gaps)
      : made_(made), loader_(loader), sources_(sources), arena_(arena), gaps_(gaps) {}

  ChartFaults find() {
    find_reads();
    find_refused();
    if (made_.chart.foreign) return std::move(faults_);  // nobody here can change the rest
    faults_.dependencies = helm::dependency_faults(made_.chart);
    if (made_.is_locked)
      std::erase_if(faults_.dependencies,
                    [](const DependencyFault& each) { return each.found.empty(); });
    faults_.nulls = helm::dropped_nulls(made_.chart);
    return std::move(faults_);
  }

 private:
  void find_reads() {
    if (made_.chart.metadata.type == "library") return;  // others' templates call it
    const auto reads = helm::chart_reads(made_.chart, made_.layers, loader_, sources_);
    if (!reads) return gap({}, "which values are read is not known", GapKind::check);
    const auto look = [&](const Node* layer) {
      std::ranges::move(
          helm::unread_values(made_.chart, *reads, *layer, made_.release.values, sources_),
          std::back_inserter(faults_.unread));
      std::ranges::move(helm::deciding_texts(*reads, *layer),
                        std::back_inserter(faults_.deciding_texts));
    };
    std::ranges::for_each(made_.layers, look);
    if (!made_.chart.foreign) std::ranges::for_each(made_.chart.values, look);
  }

  void find_refused() {
    helm::RefusedValues found = helm::refused_values(made_.release, loader_, sources_, arena_);
    faults_.refused = std::move(found.refused);
    for (RefusedValue& each : found.needed) {
      if (made_.is_whole)
        faults_.refused.push_back(std::move(each));
      else
        gap(each.at, fmt::format("values.schema.json needs more values: {}", each.words),
            GapKind::chart);
    }
    for (const helm::Failure& each : found.unchecked)
      gap(each.at, fmt::format("values.schema.json was not checked: {}", each.message),
          GapKind::check);
  }

  void gap(Span at, std::string reason, GapKind kind) {
    if (!at.is_place()) at = made_.chart.metadata.name_at;
    gaps_.push_back({sources_.name(at.source), at, "values", std::move(reason), kind});
  }

  const MadeChart& made_;
  helm::ChartLoader& loader_;
  SourceMap& sources_;
  Arena& arena_;
  std::vector<Gap>& gaps_;
  ChartFaults faults_;
};

}  // namespace

ChartFaults chart_faults_of(const MadeChart& made, helm::ChartLoader& loader, SourceMap& sources,
                            Arena& arena, std::vector<Gap>& gaps) {
  return FaultFinder(made, loader, sources, arena, gaps).find();
}

}  // namespace fairlead
