#include "deploy/helm/fetched_charts.h"

#include <fmt/format.h>

#include "base/files.h"
#include "deploy/types/file_set.h"

namespace fairlead {

void FetchedCharts::read(const Files& files, const std::vector<std::string>& directories,
                         SourceMap& sources) {
  path_ = helm::ChartPath(files, directories);
  by_path_.clear();
  for (const auto& [name, all] : path_.all())
    for (const helm::ChartPath::Candidate& each : all) add(files, name, each, sources);
}

/// Of a packed one its name says enough: what lies in it is read where it is deployed.
void FetchedCharts::add(const Files& files, std::string_view name,
                        const helm::ChartPath::Candidate& chart, SourceMap& sources) {
  constexpr std::size_t most = 1u << 20;
  const std::string path = chart.path + "/Chart.yaml";
  std::string text = fmt::format("name: {}\nversion: {}\n", name, chart.version);
  if (files.kind(chart.path) == EntryKind::directory) {
    auto read = files.read(path, most);
    if (!read || read->size() > most) return;
    text = std::move(*read);
  }
  std::unique_ptr<File>& file = by_text_[fmt::format("{}\n{}", path, text)];
  if (!file) {
    file = std::make_unique<File>();
    file->path = path;
    file->format = FileFormat::yaml;
    file->source = sources.add_written(path, std::move(text));
    parse(*file, sources);
  }
  by_path_[chart.path] = file.get();
}

Unit FetchedCharts::unit(std::string_view name, std::string_view range) const {
  Unit made;
  made.kind = UnitKind::chart_values;
  const auto path = path_.find(name, range);
  const auto file = path ? by_path_.find(*path) : by_path_.end();
  if (file == by_path_.end()) return made;
  made.root = file->second->path;
  made.files = {file->second};
  return made;
}

bool is_fetched(const Unit& unit) {
  return unit.kind == UnitKind::chart_values && unit.altered != nullptr;
}

}  // namespace fairlead
