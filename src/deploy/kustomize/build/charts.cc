#include "deploy/kustomize/build/charts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/chart/subcharts.h"
#include "deploy/helm/failures.h"
#include "deploy/helm/own_places.h"
#include "deploy/kustomize/build/chart_values.h"
#include "deploy/kustomize/objects/load.h"
#include "deploy/kustomize/steps/generators.h"

namespace fairlead::kustomize {
namespace {

/// What Helm calls a release that nobody names: kustomize asks for a name in a way that gets none.
constexpr std::string_view nameless = "release-name";

/// Fields of the older way to ask for a chart; kustomize passes over `releaseNamespace`.
constexpr std::pair<std::string_view, std::string_view> older_fields[] = {
    {"chartName", "name"},          {"chartVersion", "version"},     {"chartRepoUrl", "repo"},
    {"values", "valuesFile"},       {"valuesLocal", "valuesInline"}, {"valuesMerge", "valuesMerge"},
    {"releaseName", "releaseName"},
};

/// What the release is called: `nameTemplate` counts where it is a plain name.
Ref release_of(Ref entry) {
  const Ref name = entry["releaseName"], pattern = entry["nameTemplate"];
  return name.text().empty() ? pattern : name;
}

bool is_test(const helm::Manifest& hook) {
  return std::ranges::find(hook.events, "test") != hook.events.end();
}

/// Whether the last scalar of a document goes on to its end.
bool ends_with_block(const Node& root) {
  const Node* last = &root;
  while (true) {
    if (last->is_mapping() && !last->entries().empty())
      last = last->entries().back().value;
    else if (last->is_sequence() && !last->items().empty())
      last = last->items().back();
    else
      return last->style() == Style::literal || last->style() == Style::folded;
  }
}

/// As kustomize reads it: Helm prints a line break behind each document.
Tree with_line_break(const helm::Manifest& manifest, Edits& edits) {
  TextBuilder text;
  text.append(manifest.text);
  text.synthetic("\n");
  const SourceId source = edits.sources().add_made(manifest.file->name, std::move(text));
  return read_yaml(edits.arena(), edits.sources(), source);
}

}  // namespace

const Node* Charts::of_older(const Node& entry, Edits& edits) {
  std::vector<Entry> entries;
  for (const auto& [older, name] : older_fields)
    if (const Ref value = Ref(&entry)[older])
      entries.push_back({edits.text(name, value.key()->span()), value.node()});
  return edits.mapping(entries, entry);
}

bool Charts::is_refused() {
  const auto refuse = [&](std::string_view why, Ref at) {
    return build_.take(Refusal{std::string(why), at.span()}), true;
  };
  if (entry_["name"].text().empty()) return refuse("a chart has no `name`", entry_);
  if (!ChartValues::is_merge(ChartValues::merge_of(entry_)))
    return refuse("`valuesMerge` is `merge`, `override` or `replace`", entry_["valuesMerge"]);
  if (!entry_["releaseName"].text().empty() && !entry_["nameTemplate"].text().empty())
    return refuse("Helm takes either `releaseName` or `nameTemplate`", entry_["nameTemplate"]);
  return false;
}

/// The directory in which kustomize looks for the chart, or puts it; "" outside of what is read.
std::string Charts::home() const {
  const std::string_view given = globals_["chartHome"].text(), version = entry_["version"].text();
  std::string path(given.empty() ? "charts" : given);
  if (path.starts_with('/')) return {};
  if (!version.empty() && !entry_["repo"].text().empty())
    path += fmt::format("/{}-{}", entry_["name"].text(), version);
  return joined_path(target_.directory, path).value_or("");
}

std::optional<Charts::Place> Charts::place() {
  if (!build_.inputs_.files()) return std::nullopt;
  const std::string_view name = entry_["name"].text();
  const auto path = joined_path(home(), name);
  if (path && build_.inputs_.is_directory(*path)) return Place{*path};
  const bool may_be_fetched = build_.options_.goes_on || !entry_["repo"].text().empty();
  if (!build_.options_.find_chart || !may_be_fetched) return std::nullopt;
  auto found = build_.options_.find_chart(name, entry_["version"].text());
  if (!found) return std::nullopt;
  return Place{std::move(*found), true};
}

/// kustomize would fetch it, or refuses.
void Charts::absent(const std::string& home) {
  const Ref name = entry_["name"];
  ChartValues(build_, target_, entry_, globals_["chartHome"]).find_misspelt(home);
  const auto path = joined_path(home, name.text());
  if (path) build_.reads_.insert(*path + "/Chart.yaml");
  if (entry_["repo"].text().empty() && path && !home.empty())
    build_.fault(Fault::Kind::missing,
                 fmt::format("the chart `{}` is not there, and has no `repo`", name.text()),
                 name.span(), *path);
  else
    build_.fault(Fault::Kind::chart, "the chart is neither in this repository nor on --chart-path",
                 name.span());
}

void Charts::add(Build::Accumulated& all) {
  if (is_refused()) return;
  const auto found = place();
  if (!found) return absent(home());
  if (contains(release_of(entry_).text(), "{{"))
    return build_.fault(Fault::Kind::chart, "the chart's release is called anew at every build",
                        entry_["name"].span());
  if (build_.options_.allowance && build_.options_.allowance->is_nothing())
    return fail("rendering this run's charts has taken too many steps before", {});
  render(*found, all);
}

void Charts::fail(std::string_view why, Span at) {
  const Span edit = at.is_place() ? build_.edits_.sources().blame(at).edit : Span{};
  build_.fault(Fault::Kind::chart_fails,
               build_.options_.goes_on ? helm::without_texts(why) : std::string(why),
               edit.is_place() ? edit : entry_["name"].span());
}

helm::RenderRequest Charts::request(std::vector<std::vector<const Node*>> layers) const {
  helm::RenderRequest request;
  const bool goes_on = build_.options_.goes_on;
  if (const Allowance* allowance = build_.options_.allowance)
    request.limits.steps = allowance->steps - std::min(allowance->steps, allowance->taken);
  request.given.layers = std::move(layers);
  request.on_fault = goes_on ? helm::OnFault::go_on : helm::OnFault::stop;
  request.skip_schema = request.options.ignore_missing = goes_on;
  const Ref release = release_of(entry_);
  const Ref space =
      entry_["namespace"].text().empty() ? target_.chart_namespace : entry_["namespace"];
  helm::Target& target = request.target;
  target.release = release.text().empty() ? nameless : release.text();
  target.release_at = release.span();
  if (!space.text().empty()) {
    target.release_namespace = space.text();
    target.namespace_at = space.span();
  } else if (goes_on) {
    target.release_namespace = unknown_namespace;
  }
  target.kube_version = entry_["kubeVersion"].text();
  for (const Node* each : entry_["apiVersions"].items())
    target.api_versions.emplace_back(each->text());
  return request;
}

helm::LoadOptions Charts::load_options() const {
  helm::LoadOptions options;
  options.known = build_.inputs_.files();
  options.follow_file_urls = build_.options_.goes_on;
  options.links_followed = !build_.options_.goes_on;
  if (!build_.options_.goes_on) return options;
  options.stand_in = [at = entry_["name"].span()](std::string_view) { return at; };
  if (build_.options_.find_chart)
    options.find = [&find = build_.options_.find_chart](const helm::Dependency& each) {
      return find(each.name, each.version);
    };
  return options;
}

void Charts::took(std::uint64_t steps) {
  if (build_.options_.allowance) build_.options_.allowance->taken += steps;
}

void Charts::render(const Place& place, Build::Accumulated& all) {
  SourceMap& sources = build_.edits_.sources();
  Arena& arena = build_.edits_.arena();
  helm::ChartLoader loader(build_.inputs_.files()->disk(), sources, arena, load_options());
  const auto chart = loader.load(place.path);
  took(loader.steps());
  if (!chart) return fail(chart.error().message, chart.error().at);
  note_reads(*chart);
  auto layers = ChartValues(build_, target_, entry_, globals_["chartHome"])
                    .layers(*chart, loader, place.is_fetched);
  if (!layers) return;
  const helm::RenderRequest asked = request(std::move(*layers));
  const auto made = helm::RenderedChart::make(*chart, asked, loader, sources, arena);
  if (!made) return fail(made.error().message, made.error().at);
  // Steps that were refused were not taken.
  took(std::min((*made)->engine().budget().steps_taken(), asked.limits.steps));
  tell_faults(**made);
  if (build_.stopped()) return;
  if (auto own = own_places((*made)->release(), {}, sources))
    build_.own_places_.push_back(std::move(own));
  build_.rendered_charts_.push_back({entry_["name"].span(), place.path, asked.target.release});
  take_objects(**made, loader, all);
}

void Charts::tell_faults(const helm::RenderedChart& made) {
  for (const helm::RenderedFile& file : made.engine().files()) {
    if (!file.fault) continue;
    const std::string needs = helm::needed_value(*file.fault);
    fail(needs.empty() ? file.fault->message
                       : fmt::format("needs `{}`: {}", needs, file.fault->message),
         file.fault->places.empty() ? file.written : file.fault->places.back().at);
  }
  for (const helm::LostDocument& lost : made.manifests().lost)
    fail(lost.failure.message, lost.failure.at);
  const helm::LiveChart& root = *made.release().root;
  for (const helm::Dependency& each : root.chart->metadata.dependencies) {
    const bool is_off = std::ranges::any_of(
        made.release().making->off,
        [&](const helm::LiveDependency& other) { return other.entry == &each; });
    if (!is_off && !helm::subchart_of(*root.chart, each))
      fail(fmt::format("`{}`, which it depends on, is not in charts/", each.name), each.at);
  }
}

void Charts::note_reads(const helm::Chart& chart) {
  const auto note = [&](const helm::ChartFile& file) {
    if (!file.path.empty()) build_.reads_.insert(file.path.substr(0, file.path.find('!')));
  };
  for (const helm::ChartFile* file : {&chart.chart_yaml, &chart.values_yaml, &chart.schema})
    note(*file);
  for (const auto* files : {&chart.templates, &chart.files})
    for (const helm::ChartFile& file : *files) note(file);
  for (const helm::Chart& below : chart.subcharts) note_reads(below);
}

void Charts::take_objects(const helm::RenderedChart& made, helm::ChartLoader& loader,
                          Build::Accumulated& all) {
  if (entry_["includeCRDs"].boolean()) {
    for (helm::CustomResource& each : helm::custom_resources(*made.release().root)) {
      const auto tree = loader.tree(each.file);
      if (tree) take(tree->documents, all);
    }
  }
  const auto take_one = [&](const helm::Manifest& manifest) {
    if (!manifest.root) return;
    const Document document{manifest.source, {}, manifest.root};
    if (ends_with_block(*manifest.root))
      take(with_line_break(manifest, build_.edits_).documents, all);
    else
      take(std::span(&document, 1), all);
  };
  for (const helm::Manifest& each : made.manifests().objects) take_one(each);
  if (entry_["skipHooks"].boolean()) return;
  for (const helm::Manifest& each : made.manifests().hooks)
    if (!is_test(each) || !entry_["skipTests"].boolean()) take_one(each);
}

void Charts::take(std::span<const Document> documents, Build::Accumulated& all) {
  Loaded loaded = objects_of(documents, target_.file, build_.edits_);
  build_.take(loaded.refusal);
  build_.loaded_ += loaded.objects.size();
  for (Object& object : loaded.objects) {
    object.is_of_chart = true;
    object.generator = entry_;
    build_.note_origin(target_, {"HelmChartInflationGenerator"}, object);
    build_.take(absorb(all.objects, std::move(object), build_.edits_));
  }
}

}  // namespace fairlead::kustomize
