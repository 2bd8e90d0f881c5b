#include "deploy/helm/faults/dropped_nulls.h"

#include <fmt/format.h>

#include <span>

#include "deploy/helm/chart/subcharts.h"
#include "deploy/helm/faults/empty_value.h"

namespace fairlead::helm {
namespace {

using Path = std::vector<std::string_view>;

/// What a chart says at a path, by itself or for its dependencies.
Ref standard_at(const Chart& chart, std::span<const std::string_view> path) {
  for (auto document = chart.values.rbegin(); document != chart.values.rend(); ++document) {
    Ref at(*document);
    for (const std::string_view key : path) at = at[key];
    if (at) return at;
  }
  for (const Chart& below : chart.subcharts)
    if (path.size() > 1 && path[0] == below.metadata.name)
      return standard_at(below, path.subspan(1));
  return {};
}

class DroppedNulls {
 public:
  DroppedNulls(const Chart& chart, std::string name) : chart_(chart), name_(std::move(name)) {}

  void look(Ref map, std::vector<DroppedNull>& all) {
    for (const Entry& entry : map.entries()) {
      path_.push_back(entry.key->text());
      const Ref value(entry);
      if (value && value->is_null())
        tell(entry, all);
      else if (value && value->is_mapping())
        look(value, all);
      path_.pop_back();
    }
  }

 private:
  void tell(const Entry& entry, std::vector<DroppedNull>& all) const {
    const Ref standard = standard_at(chart_, path_);
    if (is_empty_value(standard)) return;
    all.push_back({Ref(entry).span(), fmt::format("{}.{}", name_, fmt::join(path_, ".")),
                   chart_.metadata.name, standard.span()});
  }

  const Chart& chart_;
  const std::string name_;
  Path path_;
};

}  // namespace

std::vector<DroppedNull> dropped_nulls(const Chart& chart) {
  std::vector<DroppedNull> all;
  for (const Chart& below : chart.subcharts) {
    for (const std::string& name : names_in(chart.metadata, below))
      for (const Node* document : chart.values)
        DroppedNulls(below, name).look(Ref(document)[name], all);
  }
  return all;
}

}  // namespace fairlead::helm
