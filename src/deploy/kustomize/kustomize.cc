#include "deploy/kustomize/kustomize.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/releases.h"
#include "deploy/kustomize/build/build.h"
#include "deploy/kustomize/missing_path.h"
#include "deploy/kustomize/noted_faults.h"
#include "deploy/manifests/manifests.h"

namespace fairlead {
namespace {

/// The files that the run has read.
class ReadInputs final : public kustomize::Inputs {
 public:
  explicit ReadInputs(const FileSet& files) : files_(files) {}

  const File* file(const std::string& path) override { return files_.find(path); }
  const File* kustomization(const std::string& path) override {
    const File* file = files_.find(path);
    return file && is_kustomization(*file) ? file : nullptr;
  }
  bool is_directory(const std::string& path) override {
    return files_.disk().kind(path) == EntryKind::directory;
  }
  const FileSet* files() const override { return &files_; }

 private:
  const FileSet& files_;
};

using Fault = kustomize::Fault;

/// Whether what was not done may have changed any object.
bool may_change_objects(const Fault& fault) {
  return fault.kind == Fault::Kind::not_done || fault.kind == Fault::Kind::plugin;
}

/// Whether objects may be missing for it that kustomize has.
bool hides_objects(const Fault& fault) {
  return fault.kind != Fault::Kind::refused && fault.kind != Fault::Kind::absent;
}

/// The path of an entry; `key=path` is one of a generator.
std::string_view path_of(std::string_view entry) {
  const std::size_t equals = entry.rfind('=');
  return equals == entry.npos || contains(entry, "?") ? entry : entry.substr(equals + 1);
}

class Builder {
 public:
  Builder(const FileSet& files, const FindChartNear& find_chart, SourceMap& sources, Arena& arena,
          Allowance& allowance, Rendered& rendered)
      : files_(files),
        find_chart_(find_chart),
        sources_(sources),
        arena_(arena),
        allowance_(allowance),
        rendered_(rendered),
        missing_(files) {}

  void build(const Kustomization& kustomization, const KustomizeOverrides& given) {
    // A file of comments, which nobody builds.
    if (!first_root(*kustomization.file)) return take_files(kustomization);
    take_files(kustomization);
    ReadInputs inputs(files_);
    // Flux lets files lie anywhere, and who builds it is not known here.
    kustomize::BuildOptions options;
    options.any_path = options.goes_on = true;
    options.is_sorted = options.has_hashes = false;
    options.allowance = &allowance_;
    options.find_chart = find_chart_;
    const std::string directory(directory_of(kustomization.file->path));
    options.components = components(given, directory);
    kustomize::Build made(inputs, options, sources_, arena_);
    const std::size_t first = rendered_.resources.size();
    const kustomize::Objects objects = made.build(directory);
    for (const kustomize::Object& object : objects)
      add_objects(object.file ? *object.file : *kustomization.file, Ref(object.root),
                  rendered_.resources);
    rendered_.inputs.insert(rendered_.inputs.end(), made.reads().begin(), made.reads().end());
    is_whole_ = !made.has_empty_files() && std::ranges::none_of(made.faults(), hides_objects);
    take_charts(made, std::span(rendered_.resources).subspan(first));
    for (const Fault& fault : made.faults()) tell(fault);
    const bool is_partial = std::ranges::any_of(made.faults(), may_change_objects);
    for (Resource& resource : std::span(rendered_.resources).subspan(first))
      resource.partial = resource.partial || is_partial;
    for (const kustomize::IdlePatch& idle : made.noted().idle_patches)
      if (is_whole_) tell(idle, std::span(rendered_.resources).subspan(first));
    KustomizeFaults faults = noted_faults(made.noted(), objects, sources_);
    faults.charts = made.rendered_charts();
    // What is not in view may have the image, and may say how kustomize follows names.
    if (!is_whole_) faults.idle_images.clear(), faults.unfollowed.clear();
    rendered_.kustomize_faults = std::make_shared<KustomizeFaults>(std::move(faults));
  }

 private:
  /// What is added to those of the kustomization.
  std::vector<Ref> components(const KustomizeOverrides& given, const std::string& directory) const {
    std::vector<Ref> all = given.components;
    if (given.ignore_missing_components) {
      std::erase_if(all, [&](Ref path) {
        const auto place = joined_path(directory, path.text());
        return place && files_.disk().kind(*place) != EntryKind::directory;
      });
    }
    return all;
  }

  /// What is known of a product counts where its chart is not rendered.
  void take_charts(const kustomize::Build& made, std::span<Resource> built) {
    if (auto own = made.own_places()) sources_.ask_for_own(std::move(own));
    std::erase_if(rendered_.releases, [&](const Release& release) {
      return std::ranges::count(made.rendered_charts(), release.at.span(), &BuiltChart::name) > 0;
    });
    for (Resource& resource : built)
      if (resource.namespace_name == unknown_namespace) resource.namespace_name = {};
  }

  /// What is wrong with the files, and what else they say; each of them once.
  void take_files(const Kustomization& kustomization) {
    if (!taken_.insert(&kustomization).second || taken_.size() > most_builds) return;
    const File& file = *kustomization.file;
    rendered_.take_problems(file, true);
    const std::size_t first_release = rendered_.releases.size();
    for (const auto* edges : {&kustomization.resources, &kustomization.inputs}) {
      for (const KustomizationEdge& edge : *edges) {
        if (edge.below) take_files(*edge.below);
        if (edge.file && files_taken_.insert(edge.file).second) take_problems(edge);
      }
    }
    add_kustomized_releases(files_, file, rendered_);
    place_releases(first_root(file), std::span(rendered_.releases).subspan(first_release));
  }

  void take_problems(const KustomizationEdge& edge) {
    const bool is_copied = edge.ref.use == PathUse::generator_file && !edge.ref.format;
    if (is_copied)
      rendered_.take_problems_of_copy(*edge.file);
    else
      rendered_.take_problems(*edge.file, true);
  }

  /// A release's objects go through the same transformers as manifests do.
  static void place_releases(Ref root, std::span<Release> releases) {
    for (Release& release : releases) {
      if (root["namePrefix"].present() || root["nameSuffix"].present()) release.name.reset();
      if (!root["namespace"].text().empty()) release.namespace_name = root["namespace"].text();
    }
  }

  /// Whether a place lies in a component, which is made for all that use it.
  bool is_in_component(Span at) const {
    const File* file = at.is_place() ? files_.find(sources_.name(at.source)) : nullptr;
    return file && first_root(*file)["kind"].text() == "Component";
  }

  void tell(const kustomize::IdlePatch& idle, std::span<const Resource> built) {
    const Span patch = written(idle.at);
    if (is_in_component(patch)) {
      rendered_.gaps.push_back({sources_.name(patch.source), patch, "a patch of a component",
                                "what it is for may be in others that use the component",
                                GapKind::aside});
      return;
    }
    const Ref name = idle.target["name"], kind = idle.target["kind"];
    std::vector<std::string_view> names;
    for (const Resource& each : built)
      if (kind.text().empty() || kind.text() == each.kind) names.push_back(each.name);
    const std::string_view near = nearest(name.text(), names);
    problem(ProblemKind::kustomize_idle_patch,
            written(name.text().empty() ? idle.target.span() : name.span()),
            fmt::format("no object of the build is selected, so that kustomize passes over the "
                        "patch{}",
                        near.empty() ? "" : fmt::format("; `{}` is there", near)),
            {written(idle.at)});
  }

  void tell(const Fault& fault) {
    using enum Fault::Kind;
    const Span at = written(fault.at);
    const std::string_view entry = at.is_place() ? sources_.text(at) : std::string_view();
    const std::string& file = at.is_place() ? sources_.name(at.source) : std::string();
    switch (fault.kind) {
      case absent:
        if (!is_whole_) return gap(file, at, "what it is for may be in what is not built");
        [[fallthrough]];
      case refused:
        return problem(ProblemKind::kustomize_refuses, at, fault.message, {written(fault.other)});
      case unreadable:
        rendered_.open = true;
        return;
      case missing:
        rendered_.open = true;  // what is missing is meant to define something
        return missing_.tell(file, at, path_of(entry), fault.path, rendered_);
      case outside:
        return problem(
            ProblemKind::resource_outside, at,
            fmt::format("`{}` leads out of the repository, so kustomize's result depends "
                        "on what lies beside it",
                        entry),
            {});
      case circle:
        return problem(ProblemKind::resource_cycle, at,
                       fmt::format("`{}` leads back to a kustomization that is being built; "
                                   "kustomize refuses the circle",
                                   entry),
                       {});
      case too_much:
        rendered_.open = true;
        return problem(ProblemKind::yaml_limit, at, fault.message, {});
      case remote:
        return gap(file, at, "remote resources are never fetched");
      case chart:
        rendered_.open = true;
        rendered_.gaps.push_back({file, at, fmt::format("`{}`", entry),
                                  fmt::format("{}: of a Redis' chart that fairlead knows, names, "
                                              "ports and keys count",
                                              fault.message),
                                  GapKind::kustomization});
        return;
      case chart_fails:
        rendered_.open = true;
        rendered_.gaps.push_back(
            {file, at, "chart", fmt::format("not rendered: {}", fault.message), GapKind::chart});
        return;
      case plugin:
        return gap(file, at, "programs that kustomize would run are never run");
      case not_done:
        return gap(file, at, fault.message);
    }
    __builtin_unreachable();
  }

  void gap(const std::string& file, Span at, std::string reason) {
    rendered_.open = true;
    constexpr std::size_t longest = 60;
    const std::string_view entry = sources_.text(at);
    const bool is_short = entry.size() <= longest && !contains(entry, "\n");
    rendered_.gaps.push_back({file, at, is_short ? fmt::format("`{}`", entry) : std::string(),
                              std::move(reason), GapKind::kustomization});
  }

  void problem(ProblemKind kind, Span at, std::string message, std::vector<Span> related) {
    std::erase_if(related, [](Span each) { return !each.is_place(); });
    rendered_.problems.push_back({kind, at, std::move(message), std::move(related)});
  }

  Span written(Span at) const { return at.is_place() ? sources_.blame(at).edit : at; }

  static constexpr std::size_t most_builds = 10'000;

  const FileSet& files_;
  const FindChartNear& find_chart_;
  SourceMap& sources_;
  Arena& arena_;
  Allowance& allowance_;
  Rendered& rendered_;
  MissingPaths missing_;
  bool is_whole_ = true;  // all objects that kustomize has are in view
  std::set<const Kustomization*> taken_;
  std::set<const File*> files_taken_;
};

}  // namespace

void build_kustomization(const Kustomization& kustomization, const KustomizeOverrides& given,
                         const FileSet& files, const FindChartNear& find_chart, SourceMap& sources,
                         Arena& arena, Allowance& allowance, Rendered& rendered) {
  Builder(files, find_chart, sources, arena, allowance, rendered).build(kustomization, given);
}

}  // namespace fairlead
