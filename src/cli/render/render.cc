#include "cli/render/render.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "cli/files/input.h"
#include "cli/files/line_input.h"
#include "cli/provenance/annotated.h"
#include "cli/provenance/look.h"
#include "cli/render/compose_render.h"
#include "cli/render/jobs.h"
#include "cli/render/kustomize_build.h"
#include "cli/render/linked_files.h"
#include "config/release_name.h"
#include "deploy/helm/chart/chart_path.h"
#include "deploy/helm/chart/documents.h"
#include "deploy/helm/engine/rendered_chart.h"
#include "deploy/helm/engine/show_only.h"
#include "report/inert.h"

namespace fairlead {
namespace {

namespace fs = std::filesystem;
using helm::Failure;
using helm::Stage;

helm::Version version_of(const RenderOptions& options) {
  return options.helm == "3" ? helm::Version::v3 : helm::Version::v4;
}

/// The path of a file as LinkedFiles takes it.
std::string whole_path(const std::string& path) {
  std::error_code error;
  return fs::absolute(path, error).lexically_normal().relative_path();
}

class Rendering {
 public:
  explicit Rendering(const RenderOptions& options) : options_(options) {}

  int run() {
    if (const auto failure = render()) {
      // It may quote a chart that means harm.
      fmt::print(stderr, "fairlead: {}{}\n", inert_lines(failure->message),
                 failure->stage == Stage::dependencies
                     ? "; run `helm dependency build`, or name with --chart-path where they lie"
                     : "");
      return failure->stage == Stage::load && !failure->at.is_place() ? 3 : 1;
    }
    return 0;
  }

 private:
  std::optional<Failure> render() {
    helm::LoadOptions load;
    load.version = version_of(options_);
    load.links_followed = true;
    std::vector<std::string> directories;
    for (const std::string& each : options_.chart_path) directories.push_back(whole_path(each));
    const helm::ChartPath chart_path(files_, directories);
    load.find = [&](const helm::Dependency& each) {
      return chart_path.find(each.name, each.version);
    };
    if (auto failure = read_request()) return failure;
    std::string path = whole_path(options_.name_and_chart.back());
    while (path.ends_with('/')) path.pop_back();
    if (!files_.kind(path))
      return Failure{
          Stage::load,
          fmt::format("`{}` does not exist; CHART is a directory with a Chart.yaml, or a .tgz",
                      options_.name_and_chart.back()),
          {}};
    helm::ChartLoader loader(files_, sources_, arena_, load);
    const auto chart = loader.load(path);
    if (!chart) return named(chart.error(), path);
    const auto made = helm::RenderedChart::make(*chart, request_, loader, sources_, arena_);
    if (!made) return made.error();
    if (auto failure = (*made)->failure()) return failure;
    auto output = options_.origins ? with_origins(**made, path) : (*made)->output();
    if (!options_.show_only.empty()) {
      auto shown = helm::shown_only(output, options_.show_only);
      if (!shown) return shown.error();
      output = std::move(*shown);
    }
    std::fwrite(output.data(), 1, output.size(), stdout);
    return std::nullopt;
  }

  /// A chart that cannot be loaded, with its name where Helm's words have none.
  Failure named(Failure failure, const std::string& path) const {
    const bool is_of_file = failure.stage == Stage::load || failure.stage == Stage::declined;
    if (is_of_file && failure.message.find(path) == std::string::npos)
      failure.message = fmt::format("{}: {}", options_.name_and_chart.back(), failure.message);
    return failure;
  }

  /// The same documents with the written places behind their scalars.
  std::string with_origins(const helm::RenderedChart& made, const std::string& chart) const {
    const std::string here = whole_path(".");  // it ends with a slash
    const auto place = [&](Span at) {
      const std::string words = place_words(at, sources_);
      if (words.starts_with(here)) return words.substr(here.size());
      return words.starts_with(chart) ? "/" + words : words;
    };
    const auto words = [&](const Node& node) {
      constexpr std::size_t most = 3;
      const Blame blame = sources_.blame(bytes_of(node, sources_));
      std::vector<std::string> all{place(blame.edit)};
      for (const Related& other : blame.others) {
        const bool lost = other.kind == Related::Kind::replaced;
        std::string written = fmt::format("{}{}", lost ? "over " : "", place(other.at));
        // A line of a template may have made several parts.
        if (all.size() <= most && std::ranges::find(all, written) == all.end())
          all.push_back(std::move(written));
      }
      return fmt::format("{}", fmt::join(all, ", "));
    };
    std::string all;
    for (const auto* each : {&made.manifests().objects, &made.manifests().hooks})
      for (const helm::Manifest& manifest : *each)
        all += fmt::format("---\n# Source: {}\n{}", manifest.file->name,
                           annotated(manifest.source, Ref(manifest.root), sources_, words));
    return all;
  }

  std::optional<Failure> read_request() {
    helm::Target& target = request_.target;
    if (options_.name_and_chart.size() > 1) target.release = options_.name_and_chart[0];
    if (!is_release_name(target.release))
      return Failure{Stage::values,
                     fmt::format("release name check failed: release name \"{}\": invalid release "
                                 "name: lower case letters, digits and inner dashes, 53 at most",
                                 target.release),
                     {}};
    target.release_namespace = options_.release_namespace;
    target.kube_version = options_.kube_version;
    target.api_versions = options_.api_versions;
    target.is_upgrade = options_.is_upgrade;
    request_.include_crds = options_.include_crds;
    request_.skip_tests = options_.skip_tests;
    request_.skip_schema = options_.skip_schema;
    request_.options.version = version_of(options_);
    request_.options.read_file = [&](const std::string& name) { return file(name); };
    return read_given();
  }

  std::optional<Span> file(const std::string& name) {
    constexpr std::size_t most = 64u << 20;
    auto bytes = files_.read(whole_path(name), most);
    if (!bytes) return std::nullopt;
    const auto size = static_cast<std::uint32_t>(bytes->size());
    return Span{sources_.add_written(name, std::move(*bytes)), 0, size};
  }

  std::optional<Failure> read_given() {
    helm::Given& given = request_.given;
    for (const std::string& name : options_.values) {
      const auto at = file(name);
      if (!at) return Failure{Stage::load, name + ": cannot be read", {}};
      auto documents = helm::values_of(
          read_yaml(arena_, sources_, at->source), sources_.text(*at),
          version_of(options_) == helm::Version::v4 ? helm::Reading::each : helm::Reading::first,
          Stage::values);
      if (!documents)
        return Failure{Stage::values,
                       fmt::format("failed to parse {}: {}", name, documents.error().message), *at};
      given.layers.push_back(std::move(*documents));
    }
    for (const auto& [option, from, to] :
         {std::tuple{"--set", &options_.set, &given.set},
          {"--set-string", &options_.set_string, &given.set_string},
          {"--set-json", &options_.set_json, &given.set_json},
          {"--set-file", &options_.set_file, &given.set_file},
          {"--set-literal", &options_.set_literal, &given.set_literal}})
      for (const std::string& item : *from)
        to->push_back(
            {sources_.add_written(option, item), 0, static_cast<std::uint32_t>(item.size())});
    return std::nullopt;
  }

  const RenderOptions& options_;
  const LinkedFiles files_;
  SourceMap sources_;
  Arena arena_;
  helm::RenderRequest request_;
};

/// One job a line, one answer a line.
int answer_jobs(const RenderOptions& options) {
  const bool is_input = options.jobs == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      is_input ? stdin : std::fopen(options.jobs.c_str(), "rb"), std::fclose);
  if (!file) return fail({ErrorKind::unavailable, options.jobs + ": cannot be read"});
  const LinkedFiles files;
  const std::string directory = whole_path(".");
  LineInput input(file.get(), std::string::npos);
  while (input.next()) {
    if (input.line().empty()) continue;
    const std::string answer =
        answer_job(input.line(), files, directory, version_of(options)) + "\n";
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    std::fflush(stdout);
  }
  return std::ferror(file.get()) ? 3 : 0;
}

}  // namespace

int render(const RenderOptions& options) {
  if (!options.jobs.empty()) return answer_jobs(options);
  std::string path = options.name_and_chart.back();
  std::error_code error;
  const bool is_chart = fs::exists(fs::path(path) / "Chart.yaml", error);
  if (options.name_and_chart.size() == 1 && !is_chart) {
    if (is_kustomization_directory(path)) return build_and_print(path, options);
    path = whole_path(path);
    while (path.ends_with('/')) path.pop_back();
    if (const auto code = render_compose(path, LinkedFiles())) return *code;
  }
  return Rendering(options).run();
}

}  // namespace fairlead
