#include "deploy/helm/chart_unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/filled_in.h"
#include "base/text.h"
#include "deploy/helm/chart_contents.h"
#include "deploy/helm/chart_faults.h"
#include "deploy/helm/engine/printed_marks.h"
#include "deploy/helm/engine/rendered_chart.h"
#include "deploy/helm/failures.h"
#include "deploy/helm/fetched_charts.h"
#include "deploy/helm/own_places.h"
#include "deploy/helm/parameters.h"
#include "deploy/manifests/manifests.h"

namespace fairlead {
namespace {

using helm::LiveChart;
using helm::RenderedChart;
using helm::without_texts;

/// What stands for a release's name in a second rendering, to see which names are made of it.
constexpr std::string_view neutral_name = "release-name";

class ChartUnit {
 public:
  ChartUnit(const Unit& unit, const FileSet& files, const FindChartNear& find, SourceMap& sources,
            Arena& arena, Allowance& allowance, Rendered& rendered)
      : unit_(unit),
        files_(files),
        find_(find),
        chart_file_(*unit.files.front()),
        sources_(sources),
        arena_(arena),
        allowance_(allowance),
        rendered_(rendered) {}

  bool render(std::span<const ReleaseValues> values) {
    if (allowance_.is_nothing()) return leave_out();
    give(values);
    helm::LoadOptions options;
    options.known = &files_;
    options.find = [&](const helm::Dependency& each) { return find_(each.name, each.version); };
    options.stand_in = [&](std::string_view path) { return stand_in(path); };
    helm::ChartLoader loader(files_.disk(), sources_, arena_, options);
    auto chart = loader.load(std::string(directory_of(chart_file_.path)));
    allowance_.taken += loader.steps();
    if (!chart) return refuse(chart.error());
    chart->foreign = chart->foreign || is_fetched(unit_);
    add_inputs(*chart, rendered_.inputs);
    ask_for(chart->metadata);
    const auto made = RenderedChart::make(*chart, request_, loader, sources_, arena_);
    if (!made) return refuse(made.error());
    take_steps_of(**made);
    rendered_.seen = (*made)->release().values;
    sources_.ask_for_own(own_places((*made)->release(), named_by(), sources_));
    add_objects(**made);
    add_printed(**made);
    drop_rendered_releases(*(*made)->release().root, "");
    for (const helm::LiveDependency& each : (*made)->release().making->off)
      if (!each.decided.empty())
        rendered_.switched_off.push_back({each.name, each.decided.front()});
    if (!unit_.release && !(*made)->engine().is_cut_short()) find_release_names(**made);
    find_faults(**made, loader);
    return add_gaps(**made);
  }

 private:
  void ask_for(const helm::Metadata& chart) {
    request_.on_fault = helm::OnFault::go_on;
    request_.skip_schema = true;  // it says nothing of what the templates make
    request_.options.ignore_missing = true;
    request_.limits.steps = allowance_.steps;
    request_.target.release = unit_.release.value_or(chart.name);
    request_.target.release_assumed = !unit_.release;
    if (!unit_.release) request_.target.release_at = chart.name_at;
    request_.target.release_namespace =
        unit_.release_namespace.empty() ? unknown_namespace : unit_.release_namespace;
    request_.target.kube_version = unit_.kube_version;
    request_.target.api_versions = unit_.api_versions;
  }

  void give(std::span<const ReleaseValues> values) {
    for (const ReleaseValues& each : values)
      if (!each.own && each.root) request_.given.layers.push_back({each.root.node()});
    for (const ReleaseParameter& each : unit_.parameters)
      (each.is_string ? request_.given.set_string : request_.given.set)
          .push_back(set_item(each, sources_));
  }

  /// Where the chart is named: by itself, or by who deploys it from elsewhere.
  Span name_at() const {
    if (is_fetched(unit_)) return sources_.blame(unit_.altered->at.span()).edit;
    return first_root(chart_file_)["name"].span();
  }

  NamedBy named_by() const {
    NamedBy made;
    if (!is_fetched(unit_)) return made;
    made.at = name_at();
    for (const auto& layer : request_.given.layers)
      made.values.insert(made.values.end(), layer.begin(), layer.end());
    return made;
  }

  /// What lies in an archive hangs on the dependency that it is, what lies elsewhere on who names
  /// it.
  Span stand_in(std::string_view path) const {
    if (is_fetched(unit_)) return unit_.altered->at.span();
    const Ref root = first_root(chart_file_);
    const std::string_view archive = base_name(path.substr(0, path.find('!')));
    for (const Node* item : root["dependencies"].items()) {
      const Ref name = Ref(item)["name"];
      if (!name.text().empty() && archive.starts_with(name.text())) return name.span();
    }
    return root["name"].span();
  }

  /// Steps that were refused were not taken.
  void take_steps_of(const RenderedChart& made) {
    const std::uint64_t asked_for = made.engine().budget().steps_taken();
    allowance_.taken += std::min(asked_for, made.engine().budget().limits().steps);
  }

  /// Of many values sets each is told.
  bool leave_out() {
    gap({}, "rendering this run's charts has taken too many steps before",
        unit_.set.empty() ? "chart" : fmt::format("chart with `{}`", unit_.set));
    return false;
  }

  bool refuse(const helm::Failure& failure) {
    const Ref root = first_root(chart_file_);
    const Span at = failure.at.is_place() ? sources_.blame(failure.at).edit : Span{};
    // A scaffold's name and version are filled in before anybody installs it.
    const bool is_scaffold =
        is_filled_in(root["name"].text()) || is_filled_in(root["version"].text());
    const bool is_told = std::ranges::any_of(rendered_.problems, [&](const Problem& problem) {
      return at.is_place() && problem.at.source == at.source;
    });
    if (failure.stage != helm::Stage::load || is_scaffold || is_told || is_fetched(unit_)) {
      gap(at, without_texts(failure.message));
      return false;
    }
    TemplateFailure told;
    told.kind = TemplateFailure::Kind::chart;
    told.at = at.is_place() ? at : root["name"].span();
    told.message = without_texts(failure.message);
    rendered_.printed.failures.push_back(std::move(told));
    return false;
  }

  void gap(Span at, std::string_view reason, std::string what = "chart") {
    const Span place = at.is_place() ? at : name_at();
    rendered_.gaps.push_back({sources_.name(place.source), place, std::move(what),
                              fmt::format("not rendered: {}", reason), GapKind::chart});
  }

  /// The file that an object is of: its template, or the chart where that lies in an archive, or
  /// who deploys one from elsewhere.
  const File& file_of(const helm::RenderedFile& file) const {
    if (is_fetched(unit_)) {
      const File* by = files_.find(sources_.name(name_at().source));
      return by ? *by : chart_file_;
    }
    const std::string prefix = file.chart->full_path();
    const std::string path = fmt::format("{}{}", file.chart->chart->path,
                                         std::string_view(file.name).substr(prefix.size()));
    const File* known = files_.find(path);
    return known ? *known : chart_file_;
  }

  void add_objects(const RenderedChart& made) {
    const std::size_t first = rendered_.resources.size();
    for (const auto* all : {&made.manifests().objects, &made.manifests().hooks})
      for (const helm::Manifest& manifest : *all)
        if (manifest.root)
          fairlead::add_objects(file_of(*manifest.file), Ref(manifest.root), rendered_.resources);
    for (Resource& resource : std::span(rendered_.resources).subspan(first)) {
      if (resource.cluster_scoped) continue;
      if (resource.namespace_name == unknown_namespace) resource.namespace_name = {};
      if (resource.namespace_name.empty()) resource.namespace_name = unit_.release_namespace;
    }
    const auto is_lost = [&](const Problem& problem) {
      return std::ranges::any_of(made.manifests().lost, [&](const helm::LostDocument& lost) {
        return lost.failure.at.source == problem.at.source;
      });
    };
    for (const Problem& problem : made.manifests().problems)
      if (!is_lost(problem)) add_problem(problem);
  }

  /// Labels that a helper and a template both bring, say: where they are the same, nothing is lost.
  void add_problem(Problem problem) {
    const auto rest_of_line = [&](Span at) {
      const std::string_view rest = sources_.text(at.source).substr(at.begin);
      return rest.substr(0, rest.find('\n'));
    };
    const bool is_same = problem.kind == ProblemKind::duplicate_key && !problem.related.empty() &&
                         rest_of_line(problem.at) == rest_of_line(problem.related.front()) &&
                         !rest_of_line(problem.at).ends_with(':');
    if (!is_same) rendered_.problems.push_back(std::move(problem));
  }

  /// What fairlead knows of a dependency's objects without its chart is not asked once it is here.
  void drop_rendered_releases(const LiveChart& chart, const std::string& key) {
    std::erase_if(rendered_.releases, [&](const Release& release) {
      return release.own || (release.key == key && !key.empty());
    });
    for (const LiveChart* child : chart.dependencies)
      drop_rendered_releases(*child, key.empty() ? child->name() : key + "." + child->name());
  }

  /// Renders once more under another name, to see which objects are called after the release.
  /// Nothing of that stays but the names.
  void find_release_names(const RenderedChart& first) {
    const SourceMap::Mark before = sources_.mark();
    Arena arena;
    add_release_names(first, arena);
    sources_.release(before);
  }

  void add_release_names(const RenderedChart& first, Arena& arena) {
    request_.target.release = neutral_name;
    const auto made = first.again(request_.target, arena);
    if (!made) return;
    take_steps_of(**made);
    if ((*made)->engine().is_cut_short()) {
      gap({}, "rendered under another release name, too, it takes too many steps or too much text");
      rendered_.open = true;  // names that were not made may differ
    }
    std::set<std::pair<std::string, std::string>> all;
    for (const helm::Manifest& manifest : (*made)->manifests().objects) {
      const std::string_view name = manifest.head.name;
      const std::size_t at = name.find(neutral_name);
      if (at == name.npos) continue;
      all.emplace(name.substr(0, at), name.substr(at + neutral_name.size()));
    }
    for (const auto& [before, behind] : all) rendered_.release_names.push_back({before, behind});
  }

  /// What is wrong with the chart and its values by themselves.
  void find_faults(const RenderedChart& made, helm::ChartLoader& loader) {
    std::vector<const Node*> layers;
    for (const auto& layer : request_.given.layers)
      layers.insert(layers.end(), layer.begin(), layer.end());
    for (const ReleaseParameter& each : unit_.parameters)
      if (is_plain_parameter(each))
        layers.push_back(parameter_layer(each, sources_, arena_).root.node());
    const helm::ChartRelease& release = made.release();
    const helm::Chart& chart = *release.root->chart;
    rendered_.chart_faults = std::make_shared<ChartFaults>(
        chart_faults_of({chart, release, layers, unit_.release.has_value(), is_locked()}, loader,
                        sources_, arena_, rendered_.gaps));
  }

  bool is_locked() const {
    const auto directory = directory_of(chart_file_.path);
    const auto is_there = [&](std::string_view name) {
      const auto path = joined_path(directory, name);
      if (path) rendered_.inputs.push_back(*path);
      return path && files_.disk().kind(*path) == EntryKind::file;
    };
    return is_there("Chart.lock") || is_there("requirements.lock");
  }

  /// What the templates printed that nobody may want, and where they failed.
  void add_printed(const RenderedChart& made) {
    PrintedTexts& printed = rendered_.printed;
    printed.marks = helm::printed_marks(made.manifests(), sources_);
    printed.failures = helm::template_failures(made, sources_);
    for (const helm::Dependency* each : missing_dependencies(*made.release().root->chart))
      printed.unseen.push_back(each->alias.empty() ? each->name : each->alias);
    std::erase_if(printed.failures, [&](const TemplateFailure& failure) {
      return !failure.needs.empty() && printed.may_give(failure.needs);
    });
    for (TemplateFailure& failure : printed.failures) {
      if (failure.kind != TemplateFailure::Kind::asked_for)
        failure.message = without_texts(failure.message);
      failure.values_given = failure.values_given || helm::gives_all_values(unit_, failure.kind);
    }
    for (const helm::RenderedFile& file : made.engine().files())
      for (const auto& [path, origin] : file.missing_files)
        printed.missing_files.push_back(
            {path, sources_.origin(origin).at, file.fault && file.fault->is_asked_for});
  }

  /// Says what is missing; true where nothing is.
  bool add_gaps(const RenderedChart& made) {
    bool whole = true;
    std::size_t without = 0;  // templates that need what is missing
    const std::vector<const helm::Dependency*> lacked =
        missing_dependencies(*made.release().root->chart);
    for (const helm::RenderedFile& file : made.engine().files()) {
      if (!file.fault) continue;
      whole = false;
      if (!lacked.empty() && file.fault->is_unknown_template) {
        ++without;
        continue;
      }
      const Span at = file.fault->places.empty() ? file.written : file.fault->places.back().at;
      const std::string needs = helm::needed_value(*file.fault);
      // What `fail` says are words of the chart.
      const std::string words =
          file.fault->is_asked_for ? file.fault->message : without_texts(file.fault->message);
      gap(sources_.blame(at).edit,
          needs.empty() ? words : fmt::format("needs `{}`: {}", needs, words));
    }
    for (const helm::LostDocument& lost : made.manifests().lost) {
      whole = false;
      gap(sources_.blame(lost.failure.at).edit, without_texts(lost.failure.message));
    }
    for (const helm::Dependency* entry : lacked) {
      rendered_.open = true;
      rendered_.lacking.push_back(entry->alias.empty() ? entry->name : entry->alias);
      if (without == 0) continue;  // what it installs is told as that of any other release
      gap(entry->at, fmt::format("`{}` is not in charts/, and {} need{} it", entry->name,
                                 counted(without, "template"), without == 1 ? "s" : ""));
    }
    if (!whole) rendered_.open = true;
    // What the chart's own templates make is in view.
    for (Release& release : rendered_.releases) release.alone = release.alone || whole;
    return whole;
  }

  const Unit& unit_;
  const FileSet& files_;
  const FindChartNear& find_;
  const File& chart_file_;
  SourceMap& sources_;
  Arena& arena_;
  Allowance& allowance_;
  Rendered& rendered_;
  helm::RenderRequest request_;
};

}  // namespace

bool render_chart(const Unit& unit, std::span<const ReleaseValues> values, const FileSet& files,
                  const FindChartNear& find, SourceMap& sources, Arena& arena, Allowance& allowance,
                  Rendered& rendered) {
  return ChartUnit(unit, files, find, sources, arena, allowance, rendered).render(values);
}

}  // namespace fairlead
