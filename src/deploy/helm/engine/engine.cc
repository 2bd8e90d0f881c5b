#include "deploy/helm/engine/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/files.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/engine/chart_object.h"
#include "deploy/helm/engine/engine_functions.h"
#include "deploy/helm/engine/files_object.h"
#include "deploy/helm/engine/release_objects.h"
#include "deploy/helm/engine/values_type.h"
#include "gotemplate/exec/executor.h"

namespace fairlead::helm {
namespace {

using gotemplate::Map;
using gotemplate::TypeInfo;
using gotemplate::Value;

/// Deep ones first, then in reverse order of their names: what a chart around defines wins.
bool comes_before(std::string_view a, std::string_view b) {
  const auto depth = [](std::string_view name) { return std::ranges::count(name, '/'); };
  return depth(a) != depth(b) ? depth(a) > depth(b) : a > b;
}

bool is_partial(std::string_view name) { return base_name(name).starts_with('_'); }

/// A template's text is that of a whole source: one with a byte order mark is a copy without it.
Span whole_text(Span text, SourceMap& sources) {
  if (text.begin == 0) return text;
  TextBuilder copy;
  copy.put(sources.text(text), sources.add_origin(text, OriginKind::embedded), Copy::verbatim);
  return {sources.add_made(sources.name(text.source), std::move(copy)), 0, text.size()};
}

}  // namespace

Engine::Engine(ChartLoader& loader, const ChartRelease& release, Version version,
               SourceMap& sources, const gotemplate::Limits& limits, const Engine* like)
    : loader_(loader),
      release_(release),
      version_(version),
      heap_(sources, limits, is_int64),
      functions_(engine_functions(version)),
      like_(like) {
  state_.version = version;
}

const TemplateFault* Engine::fault() const {
  const auto found =
      std::ranges::find_if(files_, [](const RenderedFile& file) { return file.fault.has_value(); });
  return found == files_.end() ? nullptr : &*found->fault;
}

bool Engine::is_cut_short() const {
  return std::ranges::any_of(
      files_, [](const RenderedFile& file) { return file.fault && file.fault->is_limit; });
}

Outcome<Value> Engine::files_of(const Chart& chart) {
  std::vector<ChartFile> files = chart.files;
  for (ChartFile& file : files)
    if (const auto read = loader_.text(file); !read) return tl::unexpected(read.error());
  return files_object(heap_, files);
}

/// Makes what the templates of a chart and its subcharts see.
Outcome<Map*> Engine::gather(const LiveChart& chart, Value values, const Value& release,
                             const Value& capabilities) {
  const TypeInfo& type = values_type(version_);
  Map* top = heap_.map();
  Map* subcharts = heap_.map();
  const auto set = [&](std::string_view name, const Value& value) {
    top->set(heap_.key(name), value.boxed(true));
  };
  const auto files = files_of(*chart.chart);
  if (!files) return tl::unexpected(files.error());
  if (!values.is_map()) values = Value::map(heap_.map());
  values.map().name_as(type);
  top->name_as(type);
  set("Chart", chart_object(heap_, chart, version_));
  set("Files", *files);
  set("Release", release);
  set("Capabilities", capabilities);
  set("Values", values.named());
  set("Subcharts", Value::map(subcharts));
  for (const LiveChart* child : chart.dependencies) {
    const Value* below = values.map().find(child->name());
    const auto made = gather(*child, below ? *below : Value(), release, capabilities);
    if (!made) return made;
    subcharts->set(heap_.key(child->name()), Value::map(*made).boxed(true));
  }
  const std::string path = chart.full_path();
  const bool is_library = chart.chart->metadata.type == "library";
  for (ChartFile file : chart.chart->templates) {
    if (is_library && !is_partial(file.name)) continue;
    const auto text = loader_.text(file);
    if (!text) return tl::unexpected(text.error());
    sources_.push_back({fmt::format("{}/{}", path, file.name), path + "/templates", &chart,
                        whole_text(*text, heap_.sources()), top, std::nullopt});
  }
  return top;
}

/// Under what a chart's templates are executed: what switched it on, and the charts around it.
FrameId Engine::frame_of(const LiveChart& chart) {
  if (!chart.parent) return FrameId::none;
  const FrameId around = frame_of(*chart.parent);
  const auto& listed = chart.parent->metadata->dependencies;
  const auto entry = std::ranges::find(listed, chart.name(), &LiveDependency::name);
  if (entry == listed.end()) return around;
  SourceMap& sources = heap_.sources();
  OriginId subject = OriginId::none;
  for (const Span& at : (*entry)->decided)
    subject = sources.united(subject, sources.add_origin(at, OriginKind::interpolated));
  if (subject == OriginId::none) return around;
  const OriginId site = sources.add_origin((*entry)->entry->at, OriginKind::embedded);
  return sources.add_frame({around, site, subject});
}

/// Null where a text is no template and nothing goes on.
const gotemplate::Templates* Engine::parse(OnFault on_fault) {
  if (like_ && like_->parsed_) {
    for (std::size_t i = 0; i < sources_.size(); ++i) sources_[i].fault = like_->sources_[i].fault;
    return &*like_->parsed_;
  }
  parsed_.emplace(functions_,
                  on_fault == OnFault::stop ? gotemplate::UnknownFunctions::when_parsed
                                            : gotemplate::UnknownFunctions::when_called,
                  "gotpl");
  for (Source& source : sources_) {
    const auto error =
        parsed_->parse(source.name, source.text.source, heap_.sources().text(source.text));
    if (!error) continue;
    source.fault = fault_of(*error, source.name);
    if (on_fault == OnFault::go_on) continue;
    files_.push_back({source.name, source.chart, source.text, {}, source.fault, false, {}});
    return nullptr;
  }
  return &*parsed_;
}

void Engine::execute(const gotemplate::Templates& templates, OnFault on_fault) {
  gotemplate::Executor executor(templates, heap_, gotemplate::MissingKey::zero);
  executor.context = &state_;
  for (Source& source : sources_) {
    if (is_partial(source.name) && !source.fault) continue;
    RenderedFile& file = files_.emplace_back(
        RenderedFile{source.name, source.chart, source.text, {}, source.fault, false, {}});
    if (file.fault) continue;
    Map* about = heap_.map();
    about->set(heap_.key("Name"), heap_.string(source.name).boxed(true));
    about->set(heap_.key("BasePath"), heap_.string(source.base_path).boxed(true));
    about->name_as(source.top->named_type());
    source.top->set(heap_.key("Template"), Value::map(about).named().boxed(true));
    TextBuilder out, whole;
    executor.put_under(frame_of(*source.chart));
    const auto error = executor.execute(source.name, Value::map(source.top).named(), out);
    state_.included.clear();
    file.looked_up = std::exchange(state_.looked_up, false);
    file.missing_files = std::exchange(state_.missing_files, {});
    if (error) {
      file.fault = fault_of(*error, version_);
      if (on_fault == OnFault::stop || error->is_limit) return;
      continue;
    }
    if (!heap_.budget().make(out.size() + out.run_count() * sizeof(Run))) {
      file.fault = TemplateFault();
      file.fault->text = file.fault->message = heap_.budget().refused();
      file.fault->is_limit = true;
      return;
    }
    append_without_no_value(out.view(), whole);
    file.text = whole.done(heap_.arena());
  }
}

std::optional<Failure> Engine::run(const Target& target, OnFault on_fault) {
  const auto capabilities = capabilities_object(heap_, target, version_);
  if (!capabilities) return capabilities.error();
  const auto top = gather(*release_.root, heap_.thaw(Ref(release_.values)),
                          release_object(heap_, target), *capabilities);
  if (!top) return top.error();
  std::ranges::sort(sources_,
                    [](const Source& a, const Source& b) { return comes_before(a.name, b.name); });
  if (const gotemplate::Templates* parsed = parse(on_fault)) execute(*parsed, on_fault);
  return std::nullopt;
}

}  // namespace fairlead::helm
