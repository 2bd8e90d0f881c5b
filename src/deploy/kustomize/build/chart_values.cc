#include "deploy/kustomize/build/chart_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/chart/documents.h"
#include "deploy/kustomize/trees/plain_tree.h"
#include "deploy/kustomize/trees/strategic_merge.h"

namespace fairlead::kustomize {
namespace {

/// The first is the default.
constexpr std::string_view merges[] = {"override", "merge", "replace"};

}  // namespace

std::string_view ChartValues::merge_of(Ref entry) {
  const std::string_view word = entry["valuesMerge"].text();
  return word.empty() ? merges[0] : word;
}

bool ChartValues::is_merge(std::string_view word) {
  return std::ranges::find(merges, word) != std::end(merges);
}

void ChartValues::find_misspelt(std::string_view chart_home) {
  const auto look_at = [&](Ref named) {
    const auto path = joined_path(target_.directory, named.text());
    if (!path || *path == chart_home || lies_below(*path, chart_home)) return;
    const auto beside = build_.inputs_.files()->disk().list(std::string(directory_of(*path)));
    if (!beside) return;
    std::vector<std::string_view> names;
    constexpr std::size_t most_names = 1000;
    for (const DirectoryEntry& entry : *beside)
      if (names.size() < most_names) names.push_back(entry.name);
    if (!nearest(base_name(*path), names).empty()) build_.file_at(target_, named, named.text());
  };
  if (!build_.inputs_.files()) return;
  if (const Ref main = entry_["valuesFile"]; !main.text().empty()) look_at(main);
  for (const Node* each : entry_["additionalValuesFiles"].items()) look_at(Ref(each));
}

const Tree* ChartValues::default_tree(const helm::Chart& chart, helm::ChartLoader& loader,
                                      bool is_fetched) {
  const Ref name = entry_["name"];
  if (chart.values_yaml.path.empty()) {
    build_.take(Refusal{
        fmt::format("the chart `{}` has no values.yaml, which kustomize reads", name.text()),
        name.span()});
    return nullptr;
  }
  if (!is_fetched && !lies_below(chart.path, target_.directory)) {
    if (!build_.options_.any_path) {
      build_.fault(Fault::Kind::outside,
                   fmt::format("the values of the chart `{}` are not in or below the "
                               "kustomization's directory",
                               name.text()),
                   home_.span());
      return nullptr;
    }
    build_.noted_.outside.push_back(home_);
  }
  helm::ChartFile file = chart.values_yaml;
  auto tree = loader.tree(file);
  if (!tree) return build_.take(Refusal{tree.error().message, name.span()}), nullptr;
  tree_ = std::move(*tree);
  return &tree_;
}

/// The file that stands for the chart's own values where the entry names one.
std::optional<ChartValues::Source> ChartValues::main_file(const helm::Chart& chart,
                                                          helm::ChartLoader& loader,
                                                          bool is_fetched) {
  Source source;
  if (const Ref named = entry_["valuesFile"]; !named.text().empty()) {
    const File* file = build_.file_at(target_, named, named.text());
    if (file) source = {&file->tree, file->source};
  } else if (const Tree* tree = default_tree(chart, loader, is_fetched)) {
    source = {tree, tree->documents.empty() ? SourceId::none : tree->documents.front().source};
  }
  if (!source.tree) return std::nullopt;
  return source;
}

bool ChartValues::add(const Source& source, Layers& layers) {
  const auto documents = helm::values_of(*source.tree, build_.edits_.sources().text(source.text),
                                         helm::Reading::each, helm::Stage::values);
  if (!documents) {
    const Span at = documents.error().at;
    build_.fault(Fault::Kind::chart_fails, documents.error().message,
                 at.is_place() ? at : entry_["name"].span());
    return false;
  }
  layers.push_back(*documents);
  return true;
}

/// A file of values and `valuesInline` as one, the latter over or below the former.
bool ChartValues::add_merged(const Source& source, Layers& layers) {
  Edits& edits = build_.edits_;
  const Node* inner = without_aliases(*own_, edits);
  const Node* root = source.tree->documents.empty() ? nullptr : source.tree->documents.front().root;
  if (!root) {
    const Refusal refusal{
        "a file of values holds nothing, and kustomize puts nothing together "
        "with `valuesInline` then: `{}` is enough",
        own_.key() ? own_.key()->span() : own_.span()};
    return build_.take(refusal), false;
  }
  const Node* outer = root->is_mapping() ? plain_tree(*root, edits) : nullptr;
  if (!outer) return layers.push_back({inner}), true;
  const bool is_over = merge_of(entry_) == "override";
  const auto made = is_over ? strategic_merge(*outer, *inner, build_.types_, edits)
                            : strategic_merge(*inner, *outer, build_.types_, edits);
  if (!made) return build_.take(made.error()), false;
  layers.push_back({});
  if (*made) layers.back().push_back(*made);
  return true;
}

std::optional<ChartValues::Layers> ChartValues::layers(const helm::Chart& chart,
                                                       helm::ChartLoader& loader, bool is_fetched) {
  Layers all;
  if (has_own() && merge_of(entry_) == "replace") {
    all.push_back({without_aliases(*own_, build_.edits_)});
  } else {
    const auto source = main_file(chart, loader, is_fetched);
    if (!source || !(has_own() ? add_merged(*source, all) : add(*source, all))) return std::nullopt;
  }
  for (const Node* each : entry_["additionalValuesFiles"].items()) {
    const File* file = build_.file_at(target_, Ref(each), each->text());
    if (!file || !add({&file->tree, file->source}, all)) return std::nullopt;
  }
  return all;
}

}  // namespace fairlead::kustomize
