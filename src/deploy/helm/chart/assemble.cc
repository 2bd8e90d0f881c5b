#include "deploy/helm/chart/assemble.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/helm/chart/documents.h"
#include "deploy/helm/chart/subcharts.h"

namespace fairlead::helm {
namespace {

Failure with_words(Failure failure, std::string_view before) {
  failure.message = fmt::format("{}: {}", before, failure.message);
  return failure;
}

bool is_from_here(const Dependency& dependency) {
  return dependency.repository.empty() || dependency.repository.starts_with("file://");
}

}  // namespace

std::optional<Failure> ChartAssembler::read_chart_yaml(ChartFile& file, Chart& made) {
  constexpr std::string_view words = "cannot load Chart.yaml";
  const auto tree = loader_.tree(file);
  if (!tree) return tree.error();
  const auto roots =
      documents_of(*tree, loader_.sources_.text(file.text), Reading::first, Stage::load);
  if (!roots) return with_words(roots.error(), words);
  has_metadata_ = true;
  const Node* root = roots->empty() ? nullptr : roots->front();
  if (auto failure = read_metadata(root, made.metadata)) return with_words(*failure, words);
  if (made.metadata.api_version.empty()) made.metadata.api_version = "v1";
  made.chart_yaml = file;
  return std::nullopt;
}

std::optional<Failure> ChartAssembler::read_requirements(ChartFile& file, Chart& made) {
  constexpr std::string_view words = "cannot load requirements.yaml";
  const auto tree = loader_.tree(file);
  if (!tree) return tree.error();
  const auto roots =
      documents_of(*tree, loader_.sources_.text(file.text), Reading::first, Stage::load);
  if (!roots) return with_words(roots.error(), words);
  has_metadata_ = true;
  const Node* root = roots->empty() ? nullptr : roots->front();
  if (auto failure = read_metadata(root, made.metadata)) return with_words(*failure, words);
  if (made.metadata.api_version == "v1") made.files.push_back(file);
  return std::nullopt;
}

/// Nothing of a lock counts but that it can be read.
std::optional<Failure> ChartAssembler::read_lock(ChartFile& file) {
  const auto tree = loader_.tree(file);
  if (!tree) return tree.error();
  const auto roots =
      documents_of(*tree, loader_.sources_.text(file.text), Reading::first, Stage::load);
  if (!roots) return with_words(roots.error(), "cannot load " + file.name);
  return std::nullopt;
}

std::optional<Failure> ChartAssembler::read_values(ChartFile& file, Chart& made) {
  const auto tree = loader_.tree(file);
  if (!tree) return tree.error();
  const bool all = loader_.options_.version == Version::v4;
  const auto values = values_of(*tree, loader_.sources_.text(file.text.source),
                                all ? Reading::each : Reading::first, Stage::load);
  if (!values) return with_words(values.error(), "cannot load values.yaml");
  made.values = *values;
  made.values_yaml = file;
  return std::nullopt;
}

std::optional<Failure> ChartAssembler::sort_in(ChartFile& file, Chart& made, Groups& groups) {
  const std::string& name = file.name;
  if (name == "Chart.yaml") return std::nullopt;
  if (name == "values.yaml") return read_values(file, made);
  if (name == "requirements.yaml") return read_requirements(file, made);
  if (name == "Chart.lock") return read_lock(file);
  if (name == "requirements.lock") {
    if (made.metadata.api_version == "v1") made.files.push_back(file);
    return read_lock(file);
  }
  if (name == "values.schema.json") {
    made.schema = file;
  } else if (name.starts_with("templates/")) {
    made.templates.push_back(file);
  } else if (name.starts_with("charts/") && !name.ends_with(".prov")) {
    ChartFile inside = file;
    inside.name = name.substr(std::string_view("charts/").size());
    groups[inside.name.substr(0, inside.name.find('/'))].push_back(std::move(inside));
  } else {
    made.files.push_back(file);
  }
  return std::nullopt;
}

Outcome<Chart> ChartAssembler::chart(std::vector<ChartFile> files, const Place& place) {
  if (place.depth > loader_.options_.limits.depth)
    return refused(Stage::declined,
                   fmt::format("{}: too many charts in each other", loader_.shown(place.path)));
  loader_.file_count_ += files.size();
  if (loader_.file_count_ > loader_.options_.limits.files)
    return refused(Stage::declined,
                   fmt::format("{}: a chart of more than {} files", loader_.shown(place.path),
                               loader_.options_.limits.files));
  Chart made;
  made.path = place.path;
  made.foreign = place.packed;
  Groups groups;
  for (ChartFile& file : files)
    if (file.name == "Chart.yaml")
      if (auto failure = read_chart_yaml(file, made)) return tl::unexpected(*failure);
  for (ChartFile& file : files)
    if (auto failure = sort_in(file, made, groups)) return tl::unexpected(*failure);
  if (!has_metadata_) return refused(Stage::load, "Chart.yaml file is missing");
  if (auto failure = validate(made.metadata)) return tl::unexpected(*failure);
  if (auto failure = add_subcharts(std::move(groups), made, place)) return tl::unexpected(*failure);
  if (auto failure = add_missing(made, place)) return tl::unexpected(*failure);
  return made;
}

Outcome<Chart> ChartAssembler::subchart(const std::string& name, std::vector<ChartFile> files,
                                        const Chart& parent, const Place& place) {
  Place inside{fmt::format("{}{}charts/{}", place.path, place.path.empty() ? "" : "/", name),
               place.packed, place.depth + 1};
  if (name.ends_with(".tgz")) {
    if (files.front().name != name)
      return refused(Stage::load,
                     fmt::format("error unpacking subchart tar in {}: expected {}, got {}",
                                 parent.metadata.name, name, files.front().name));
    auto packed = loader_.files_packed(files.front());
    if (!packed) return tl::unexpected(packed.error());
    inside.path = files.front().path;
    inside.packed = true;
    return ChartAssembler(loader_).chart(std::move(*packed), inside);
  }
  std::vector<ChartFile> below;
  for (ChartFile& file : files) {
    const std::size_t cut = file.name.find('/');
    if (cut == std::string::npos) continue;
    file.name.erase(0, cut + 1);
    below.push_back(std::move(file));
  }
  return ChartAssembler(loader_).chart(std::move(below), inside);
}

std::optional<Failure> ChartAssembler::add_subcharts(Groups groups, Chart& made,
                                                     const Place& place) {
  for (auto& [name, files] : groups) {
    if (name.starts_with('_') || name.starts_with('.')) continue;
    const bool packed_folder = name.ends_with(".tgz") && files.front().name != name;
    auto sub = subchart(name, std::move(files), made, place);
    if (!sub && packed_folder) return sub.error();
    if (!sub)
      return with_words(sub.error(),
                        fmt::format("error unpacking subchart {} in {}", name, made.metadata.name));
    for (const Dependency& dependency : made.metadata.dependencies)
      if (dependency.name == sub->metadata.name) sub->foreign |= !is_from_here(dependency);
    made.subcharts.push_back(std::move(*sub));
  }
  return std::nullopt;
}

/// What charts/ lacks and can be found elsewhere. What cannot be loaded there is still missing.
std::optional<Failure> ChartAssembler::add_missing(Chart& made, const Place& place) {
  const LoadOptions& options = loader_.options_;
  for (const Dependency& dependency : made.metadata.dependencies) {
    if (subchart_of(made, dependency) || place.packed) continue;
    std::optional<std::string> path;
    if (options.follow_file_urls && dependency.repository.starts_with("file://"))
      path = joined_path(place.path, std::string_view(dependency.repository).substr(7));
    if ((!path || !loader_.files_.kind(*path)) && options.find) path = options.find(dependency);
    if (!path || !loader_.files_.kind(*path)) continue;
    auto found = loader_.loaded(*path, place.depth + 1);
    if (!found && found.error().stage == Stage::declined) return found.error();
    if (!found || found->metadata.name != dependency.name) continue;
    found->foreign |= !is_from_here(dependency);
    made.subcharts.push_back(std::move(*found));
  }
  return std::nullopt;
}

}  // namespace fairlead::helm
