#include "deploy/helm/engine/rendered_chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "deploy/helm/schema/check.h"

namespace fairlead::helm {
namespace {

std::string section(std::string_view name, std::string_view text) {
  return fmt::format("---\n# Source: {}\n{}\n", name, text);
}

}  // namespace

Outcome<std::unique_ptr<RenderedChart>> RenderedChart::make(const Chart& chart,
                                                            const RenderRequest& request,
                                                            ChartLoader& loader, SourceMap& sources,
                                                            Arena& arena) {
  std::unique_ptr<RenderedChart> made(new RenderedChart(request, loader, sources));
  made->request_.options.kube_version = request.target.kube_version;
  DraftSchemas drafts;
  if (!request.skip_schema)
    made->request_.options.check_values = [&](const ChartRelease& values) {
      return schema_verdict(values, loader, sources, arena, drafts).failure();
    };
  auto release = make_release(chart, made->request_.given, made->request_.options, sources, arena);
  if (!release) return tl::unexpected(release.error());
  made->release_ = std::make_shared<const ChartRelease>(std::move(*release));
  if (auto failure = made->run(arena, nullptr)) return tl::unexpected(*failure);
  return made;
}

Outcome<std::unique_ptr<RenderedChart>> RenderedChart::again(const Target& target,
                                                             Arena& arena) const {
  std::unique_ptr<RenderedChart> made(new RenderedChart(request_, loader_, sources_));
  made->request_.target = target;
  gotemplate::Limits& limits = made->request_.limits;
  const gotemplate::Budget& taken = engine_->budget();
  limits.steps -= std::min(limits.steps, taken.steps_taken());
  limits.bytes = taken.bytes_left();
  made->release_ = release_;
  if (auto failure = made->run(arena, &*engine_)) return tl::unexpected(*failure);
  return made;
}

std::optional<Failure> RenderedChart::run(Arena& arena, const Engine* like) {
  const Version version = request_.options.version;
  engine_.emplace(loader_, *release_, version, sources_, request_.limits, like);
  if (auto failure = engine_->run(request_.target, request_.on_fault)) return failure;
  manifests_ = manifests_of(*engine_, version, sources_, arena);
  return std::nullopt;
}

std::optional<Failure> RenderedChart::failure() const {
  if (const TemplateFault* fault = engine_->fault())
    return Failure{fault->is_limit ? Stage::declined : Stage::render, fault->text,
                   fault->places.empty() ? Span{} : fault->places.front().at};
  if (!manifests_.lost.empty()) return manifests_.lost.front().failure;
  return std::nullopt;
}

std::string RenderedChart::output() const {
  std::string all;
  if (request_.include_crds)
    for (CustomResource& crd : custom_resources(*release_->root))
      if (const auto text = loader_.text(crd.file)) all += section(crd.path, sources_.text(*text));
  for (const Manifest& manifest : manifests_.objects)
    all += section(manifest.file->name, manifest.text.text());
  // Helm trims all but the hooks as one text.
  constexpr std::string_view white = " \t\n\v\f\r";
  const std::size_t begin = all.find_first_not_of(white);
  all = begin == all.npos ? "" : all.substr(begin, all.find_last_not_of(white) + 1 - begin);
  all += '\n';
  for (const Manifest& hook : manifests_.hooks) {
    const bool is_test = std::ranges::find(hook.events, "test") != hook.events.end();
    if (!is_test || !request_.skip_tests) all += section(hook.file->name, hook.text.text());
  }
  return all;
}

std::string_view RenderedChart::notes() const {
  const std::string name = release_->root->name() + "/templates/NOTES.txt";
  const auto found = std::ranges::find(engine_->files(), name, &RenderedFile::name);
  return found == engine_->files().end() ? std::string_view() : found->text.text();
}

}  // namespace fairlead::helm
