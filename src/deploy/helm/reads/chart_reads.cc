#include "deploy/helm/reads/chart_reads.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/chart/subcharts.h"
#include "deploy/helm/engine/engine_functions.h"
#include "deploy/helm/reads/template_reader.h"

namespace fairlead::helm {
namespace {

class ChartReader {
 public:
  ChartReader(ChartLoader& loader, SourceMap& sources)
      : loader_(loader),
        sources_(sources),
        functions_(engine_functions(Version::v4)),
        table_(std::make_unique<HeldTable>()),
        reader_(functions_, *table_) {}

  std::unique_ptr<HeldTable> read(const Chart& chart, std::span<const Node* const> layers) {
    for (const Node* each : layers) add_texts(each);
    add(chart, table_->values(), chart.metadata.name);
    if (!readable_ || !reader_.read()) return nullptr;
    if (reader_.reads_files()) {
      add_files(chart);
      if (!readable_ || !reader_.read()) return nullptr;
    }
    return std::move(table_);
  }

 private:
  /// A chart under one name; gives the map that its templates are executed with.
  Held& add(const Chart& chart, Held& scope, const std::string& path) {
    Held& dot = table_->made();
    Held& subcharts = table_->made();
    table_->put({&dot}, "Values", {&scope});
    table_->put({&dot}, "Subcharts", {&subcharts});
    for (const Node* each : chart.values) add_texts(each);
    Held& unused = table_->made();
    unused.is_closed = true;
    table_->put({&unused}, "Values", {&scope});
    for (const gotemplate::Template* each : templates_of(chart, path, unused))
      reader_.execute(*each, dot);
    for (const Chart& below : chart.subcharts)
      for (const std::string& name : names_in(chart.metadata, below))
        table_->put(
            {&subcharts}, name,
            {&add(below, table_->scope(scope, name), fmt::format("{}/charts/{}", path, name))});
    for (const Dependency& each : chart.metadata.dependencies) add(each, chart, scope);
    table_->read_whole({&table_->child(scope, "tags")});
    return dot;
  }

  /// What an entry of Chart.yaml itself reads.
  void add(const Dependency& entry, const Chart& chart, Held& scope) {
    const std::string& name = entry.alias.empty() ? entry.name : entry.alias;
    for (const std::string_view condition : split(entry.condition, ','))
      if (const auto path = trimmed(condition); !path.empty())
        table_->decide({&below(scope, path)});
    for (const Import& each : entry.imports)
      table_->read_whole({&below(scope, fmt::format("{}.{}", name, each.child))});
    if (!subchart_of(chart, entry)) table_->read_whole({&table_->child(scope, name)});
  }

  Held& below(Held& scope, std::string_view path) {
    Held* at = &scope;
    for (const std::string_view key : split(path, '.')) at = &table_->child(*at, key);
    return *at;
  }

  const std::vector<const gotemplate::Template*>& templates_of(const Chart& chart,
                                                               const std::string& path,
                                                               Held& unused) {
    const auto [found, is_new] = executed_.try_emplace(&chart);
    if (!is_new) return found->second;
    for (ChartFile file : chart.templates) {
      const bool is_partial = base_name(file.name).starts_with('_');
      if (!is_partial && chart.metadata.type == "library") continue;
      const auto text = loader_.text(file);
      const std::string& name = names_.emplace_back(fmt::format("{}/{}", path, file.name));
      const auto* made = text ? reader_.add(name, sources_.text(*text), unused) : nullptr;
      readable_ = readable_ && made;
      if (made && !is_partial) found->second.push_back(made);
    }
    return found->second;
  }

  void add_texts(const Node* node) {
    if (node->is_string()) reader_.add_text(node->text());
    for (const Node* each : node->items()) add_texts(each);
    for (const Entry& each : node->entries()) add_texts(each.value);
  }

  void add_files(const Chart& chart) {
    for (ChartFile file : chart.files) {
      const auto text = loader_.text(file);
      readable_ = readable_ && text;
      if (text) reader_.add_text(sources_.text(*text));
    }
    for (const Chart& below : chart.subcharts) add_files(below);
  }

  ChartLoader& loader_;
  SourceMap& sources_;
  gotemplate::Functions functions_;
  std::unique_ptr<HeldTable> table_;
  TemplateReader reader_;
  std::map<const Chart*, std::vector<const gotemplate::Template*>> executed_;
  std::deque<std::string> names_;
  bool readable_ = true;
};

}  // namespace

std::unique_ptr<HeldTable> chart_reads(const Chart& chart, std::span<const Node* const> layers,
                                       ChartLoader& loader, SourceMap& sources) {
  return ChartReader(loader, sources).read(chart, layers);
}

}  // namespace fairlead::helm
