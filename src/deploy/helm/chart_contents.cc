#include "deploy/helm/chart_contents.h"

#include "deploy/helm/chart/subcharts.h"

namespace fairlead {

void add_inputs(const helm::Chart& chart, std::vector<std::string>& inputs) {
  const auto add = [&](const helm::ChartFile& file) {
    if (!file.path.empty()) inputs.push_back(file.path.substr(0, file.path.find('!')));
  };
  for (const helm::ChartFile* file : {&chart.chart_yaml, &chart.values_yaml, &chart.schema})
    add(*file);
  for (const auto* all : {&chart.templates, &chart.files})
    for (const helm::ChartFile& file : *all) add(file);
  for (const helm::Chart& below : chart.subcharts) add_inputs(below, inputs);
}

std::vector<const helm::Dependency*> missing_dependencies(const helm::Chart& chart) {
  std::vector<const helm::Dependency*> all;
  for (const helm::Dependency& entry : chart.metadata.dependencies)
    if (!helm::subchart_of(chart, entry)) all.push_back(&entry);
  return all;
}

}  // namespace fairlead
