#include "deploy/kustomize/kustomize.h"

#include <fmt/format.h>

#include <array>

#include "base/files.h"
#include "base/git_ignore.h"
#include "base/text.h"
#include "deploy/helm/releases.h"
#include "deploy/kustomize/patches.h"
#include "deploy/manifests/manifests.h"

namespace fairlead {
namespace {

/// Fields that can make or rename objects, or change any of their values, and are not applied yet.
struct Unapplied {
  std::string_view field;
  bool changes_values;  ///< may change values inside existing objects
  std::string_view reason = "prefixes, replacements and other transformers are not applied yet";
};
constexpr std::string_view unrendered =
    "charts are not rendered: of a Redis' chart that fairlead knows, names, ports and keys count";
constexpr std::array<Unapplied, 9> unapplied = {{{"namePrefix", false},
                                                 {"nameSuffix", false},
                                                 {"helmCharts", false, unrendered},
                                                 {"helmChartInflationGenerator", false},
                                                 {"generators", false},
                                                 {"transformers", true},
                                                 {"configurations", false},
                                                 {"replacements", true},
                                                 {"vars", true}}};

constexpr std::size_t most_builds = 10'000;
constexpr std::size_t most_resources = 100'000;
constexpr std::size_t deepest = 1'000;

class Builder {
 public:
  Builder(const FileSet& files, Rendered& rendered)
      : files_(files), rendered_(rendered), ignored_(files.disk()) {}

  void build(const Kustomization& kustomization) {
    const File& file = *kustomization.file;
    if (rendered_.resources.size() > most_resources || ++builds_ > most_builds || depth_ >= deepest)
      return too_much(file);
    ++depth_;
    const std::size_t first = rendered_.resources.size();
    const std::size_t first_release = rendered_.releases.size();
    rendered_.take_problems(file, true);
    rendered_.inputs.push_back(file.path);
    if (kustomization.resources.size() == most_paths) too_much(file);
    for (const KustomizationEdge& edge : kustomization.resources) add(file, edge);
    const Ref root = first_root(file);
    generators(kustomization, root["configMapGenerator"], false);
    generators(kustomization, root["secretGenerator"], true);
    settings(kustomization);
    add_kustomized_releases(files_, file, rendered_);
    transform(root, std::span(rendered_.releases).subspan(first_release));
    transform(kustomization, root, first);
    --depth_;
  }

 private:
  /// A build that grows without end (kustomizations that name each other twice, level by level)
  /// ends in a finding.
  void too_much(const File& kustomization) {
    rendered_.open = true;
    if (std::exchange(said_too_much_, true)) return;
    rendered_.problems.push_back({ProblemKind::yaml_limit,
                                  {kustomization.source, 0, 1},
                                  fmt::format("the build takes more than {} kustomizations, {} "
                                              "entries of one or {} objects: the rest "
                                              "is not built",
                                              most_builds, most_paths, most_resources),
                                  {}});
  }

  void add(const File& kustomization, const KustomizationEdge& edge) {
    const PathRef& ref = edge.ref;
    const std::string_view entry = ref.at.text();
    if (!ref.path.empty()) rendered_.inputs.push_back(ref.path);
    if (ref.remote) {
      rendered_.open = true;
      rendered_.gaps.push_back({kustomization.path, ref.at.span(), fmt::format("`{}`", entry),
                                "remote resources are never fetched", GapKind::kustomization});
    } else if (ref.outside) {
      problem(ProblemKind::resource_outside, ref,
              fmt::format("`{}` leads out of the repository, so kustomize's result depends on what "
                          "lies beside it",
                          entry));
    } else if (edge.closes_circle) {
      problem(ProblemKind::resource_cycle, ref,
              fmt::format("`{}` leads back to a kustomization that is being built; kustomize "
                          "refuses the circle",
                          entry));
    } else if (edge.below) {
      build(*edge.below);
    } else if (edge.file) {
      rendered_.take_problems(*edge.file, true);
      add_manifests(*edge.file, rendered_.resources);
    } else {
      missing(kustomization, ref);
    }
  }

  void missing(const File& kustomization, const PathRef& ref) {
    const std::string_view entry = ref.at.text();
    rendered_.open = true;  // what is missing is meant to define something
    if (files_.disk().kind(ref.path) == EntryKind::symlink) {
      rendered_.gaps.push_back({kustomization.path, ref.at.span(), fmt::format("`{}`", entry),
                                "symbolic links are not followed", GapKind::kustomization});
      return;
    }
    if (files_.disk().kind(ref.path) == EntryKind::directory) {
      return problem(
          ProblemKind::resource_missing, ref,
          fmt::format("directory `{}` has no kustomization.yaml, so kustomize cannot build it",
                      entry));
    }
    if (ignored_.ignores(ref.path)) {
      rendered_.gaps.push_back({kustomization.path, ref.at.span(), fmt::format("`{}`", entry),
                                "git ignores this file, so it may exist where it is deployed from",
                                GapKind::kustomization});
      return;
    }
    if (files_.disk().hides(ref.path)) {
      return problem(ProblemKind::resource_missing, ref,
                     fmt::format("`{}` is not in git's index, so the commit lacks it and kustomize "
                                 "builds nothing there; `git add` it",
                                 entry));
    }
    problem(ProblemKind::resource_missing, ref,
            fmt::format("`{}` does not exist, so kustomize builds nothing here", entry) +
                renamed(ref.path));
  }

  /// What the missing path may have been renamed to: the nearest name in its directory.
  std::string renamed(const std::string& path) {
    const std::string directory(directory_of(path));
    const auto [place, added] = listings_.try_emplace(directory);
    if (added)
      place->second = files_.disk().list(directory).value_or(std::vector<DirectoryEntry>());
    constexpr std::size_t most_names = 1000;  // to compare with, for each missing path
    std::vector<std::string_view> names;
    for (const DirectoryEntry& entry : place->second) {
      if (names.size() < most_names) names.push_back(entry.name);
    }
    const std::string_view near = nearest(base_name(path), names);
    return near.empty() ? std::string() : fmt::format("; `{}` exists", near);
  }

  /// What is named and not there is not deployed either, so the unit stays closed.
  void problem(ProblemKind kind, const PathRef& ref, std::string message) {
    rendered_.problems.push_back({kind, ref.at.span(), std::move(message), {}});
  }

  void generators(const Kustomization& kustomization, Ref list, bool secret) {
    for (const Node* item : list.items()) {
      const Ref generator(item);
      Resource resource;
      resource.root = generator;
      resource.file = kustomization.file;
      resource.api_version = "v1";
      resource.kind = secret ? "Secret" : "ConfigMap";
      resource.name = generator["name"].text();
      resource.namespace_at = generator["namespace"];
      resource.namespace_name = resource.namespace_at.text();
      resource.generated = true;
      resource.open_keys = generator["behavior"].present();  // it merges with another one
      generated_keys(kustomization, generator, resource);
      rendered_.resources.push_back(std::move(resource));
    }
  }

  static void generated_keys(const Kustomization& kustomization, Ref generator,
                             Resource& resource) {
    for (const std::string_view field : {"literals", "files"}) {
      for (const Node* item : generator[field].items()) {
        const std::string_view entry = Ref(item).text();
        const auto equals = entry.find('=');
        resource.generated_keys.emplace_back(
            equals == std::string_view::npos ? base_name(entry) : entry.substr(0, equals));
      }
    }
    for (const KustomizationEdge& edge : kustomization.inputs) {
      if (edge.ref.use != PathUse::env_file || edge.ref.entry.node() != generator.node()) continue;
      resource.open_keys = resource.open_keys || !edge.file;
      if (!edge.file) continue;
      for (const Entry& line : first_root(*edge.file).entries())
        resource.generated_keys.emplace_back(line.key->text());
    }
  }

  /// Configuration files that a generator puts into a ConfigMap are checked as what they are.
  void settings(const Kustomization& kustomization) {
    for (const KustomizationEdge& edge : kustomization.inputs) {
      if (!edge.ref.path.empty()) rendered_.inputs.push_back(edge.ref.path);
      if (!edge.file) continue;
      if (edge.ref.use == PathUse::generator_file && !edge.ref.format)
        rendered_.take_problems_of_copy(*edge.file);
      else
        rendered_.take_problems(*edge.file, true);
      if (!is_yaml_or_json(edge.file->format)) rendered_.settings.push_back(edge.file);
    }
  }

  void transform(const Kustomization& kustomization, Ref root, std::size_t first) {
    const std::span<Resource> resources = std::span(rendered_.resources).subspan(first);
    mark_patched(kustomization, resources, rendered_.gaps);
    for (const Unapplied& each : unapplied) {
      const Ref field = root[each.field];
      if (!field.present() || (field->is_scalar() && field.text().empty())) continue;
      rendered_.open = true;
      rendered_.gaps.push_back({kustomization.file->path, field.span(),
                                fmt::format("`{}`", each.field), std::string(each.reason),
                                GapKind::kustomization});
      for (Resource& resource : resources)
        resource.partial = resource.partial || each.changes_values;
    }
    const Ref space = root["namespace"];
    if (space.text().empty()) return;
    for (Resource& resource : resources) {
      if (resource.cluster_scoped) continue;
      resource.namespace_at = space;
      resource.namespace_name = space.text();
    }
  }

  /// A release's objects go through the same transformers as manifests do.
  static void transform(Ref root, std::span<Release> releases) {
    for (Release& release : releases) {
      if (root["namePrefix"].present() || root["nameSuffix"].present()) release.name.reset();
      if (!root["namespace"].text().empty()) release.namespace_name = root["namespace"].text();
    }
  }

  const FileSet& files_;
  Rendered& rendered_;
  GitIgnore ignored_;
  std::size_t builds_ = 0;
  bool said_too_much_ = false;
  std::map<std::string, std::vector<DirectoryEntry>, std::less<>> listings_;
  std::size_t depth_ = 0;
};

}  // namespace

void build_kustomization(const Kustomization& kustomization, const FileSet& files,
                         Rendered& rendered) {
  Builder(files, rendered).build(kustomization);
}

}  // namespace fairlead
