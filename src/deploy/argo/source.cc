#include "deploy/argo/source.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "deploy/argo/app_environment.h"
#include "deploy/argo/set/patched_tree.h"

namespace fairlead::argo {
namespace {

void add_items(Ref list, std::vector<Ref>& all) {
  for (const Node* item : list.items()) all.emplace_back(item);
}

KustomizeOverrides overrides_of(Ref given) {
  KustomizeOverrides made;
  made.name_prefix = given["namePrefix"];
  made.name_suffix = given["nameSuffix"];
  made.namespace_name = given["namespace"];
  made.common_labels = given["commonLabels"];
  made.force_common_labels = given["forceCommonLabels"].boolean();
  made.label_without_selector = given["labelWithoutSelector"].boolean();
  made.label_include_templates = given["labelIncludeTemplates"].boolean();
  made.common_annotations = given["commonAnnotations"];
  made.annotations_filled_in = given["commonAnnotationsEnvsubst"].boolean();
  made.ignore_missing_components = given["ignoreMissingComponents"].boolean();
  add_items(given["images"], made.images);
  add_items(given["replicas"], made.replicas);
  add_items(given["patches"], made.patches);
  add_items(given["components"], made.components);
  return made;
}

class Reader {
 public:
  Reader(Ref written, const Owner& owner, const InstallationView& view)
      : written_(written), source_(written), owner_(owner), view_(view) {}

  InstalledSource read() {
    made_.path = written_["path"].text();
    made_.path_at = written_["path"];
    made_.chart = base_name(written_["chart"].text());
    made_.chart_at = written_["chart"];
    made_.repository = written_["repoURL"].text();
    made_.version = written_["targetRevision"].text();
    made_.ref = written_["ref"].text();
    // A source with a path as well deploys it.
    made_.files_only = !made_.ref.empty() && made_.path.empty() && made_.chart.empty();
    made_.origin = origin_of(made_.repository, made_.version);
    take_beside();
    set_environment();
    helm(source_["helm"]);
    directory(source_["directory"]);
    if (const Ref given = source_["kustomize"]; given.present()) {
      Alteration altered;
      altered.kustomize = overrides_of(given);
      altered.by = fmt::format("Application {}", owner_.name);
      altered.at = owner_.name_at;
      if (!altered.kustomize.empty())
        made_.altered = std::make_shared<const Alteration>(std::move(altered));
    }
    made_.changed = source_["plugin"].present();
    return std::move(made_);
  }

 private:
  /// What `argocd app set` and image updaters write beside a path.
  void take_beside() {
    const auto directory = normalized_path(made_.path);
    if (made_.path.empty() || !directory) return;
    for (const std::string& name :
         {std::string(".argocd-source.yaml"), fmt::format(".argocd-source-{}.yaml", owner_.name)}) {
      const auto path = joined_path(*directory, name);
      if (!path || view_.files.disk().kind(*path) != EntryKind::file) continue;
      const File* file = view_.files.find(*path);
      if (file && file->tree.problems.empty())
        source_ = Ref(patched(source_, first_root(*file), view_.arena));
      else
        made_.open_values = made_.changed = true;
    }
  }

  void set_environment() {
    environment_.set("ARGOCD_APP_NAME", owner_.name);
    environment_.set("ARGOCD_APP_NAMESPACE", owner_.namespace_name);
    environment_.set("ARGOCD_APP_PROJECT_NAME", owner_.project);
    environment_.set("ARGOCD_APP_SOURCE_REPO_URL", made_.repository);
    environment_.set("ARGOCD_APP_SOURCE_PATH", made_.path);
    environment_.set("ARGOCD_APP_SOURCE_TARGET_REVISION", made_.version);
  }

  void helm(Ref helm) {
    if (!helm["releaseName"].text().empty()) made_.release = helm["releaseName"].text();
    made_.lacking_files = helm["ignoreMissingValueFiles"].boolean();
    made_.skip_crds = helm["skipCrds"].boolean();
    made_.kube_version = helm["kubeVersion"].text();
    for (const Node* each : helm["apiVersions"].items())
      made_.api_versions.emplace_back(Ref(each).text());
    for (const Node* entry : helm["valueFiles"].items()) value_file(Ref(entry));
    // Argo CD takes the object alone where both are there (ApplicationSourceHelm.ValuesYAML).
    const bool object = helm["valuesObject"].present();
    give_values(helm[object ? "valuesObject" : "values"], !object, made_);
    for (const Node* item : helm["parameters"].items()) {
      const Ref each(item);
      const Ref value = filled(each["value"]);
      if (value || !each["value"])
        made_.parameters.push_back(
            {each["name"].text(), value, each["forceString"].boolean(), each["name"]});
      else
        made_.open_values = true;
    }
    for (const Node* item : helm["fileParameters"].items()) file_parameter(Ref(item));
  }

  void value_file(Ref entry) {
    std::string path(entry.text());
    // `$name/` at its begin is another source.
    const std::size_t from = path.starts_with('$') && !path.starts_with("$ARGOCD_") ? 1 : 0;
    if (contains(std::string_view(path).substr(from), "$")) {
      const auto made = environment_.fill(std::string_view(path).substr(from), true);
      if (made)
        path = path.substr(0, from) + *made;
      else
        made_.open_values = true;
    }
    made_.value_files.push_back(std::move(path));
    made_.value_files_at.push_back(entry);
  }

  /// A value with the variables in it.
  Ref filled(Ref value) {
    if (!value || !value->is_scalar() || !contains(value.text(), "$")) return value;
    const auto text = environment_.fill(value.text(), true);
    if (text) return Ref(scalar(*text, value.span()));
    // Others' variables are filled in before Argo CD sees them, if ever.
    return contains(value.text(), "ARGOCD_APP_REVISION") ? Ref() : value;
  }

  const Node* scalar(std::string_view text, Span from) {
    TextBuilder made;
    made.put(text, view_.sources.add_origin(from, OriginKind::interpolated), Copy::transformed);
    const Span at{view_.sources.add_made("parameter", std::move(made)), 0,
                  static_cast<std::uint32_t>(text.size())};
    return view_.arena.make<Node>(
        Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, view_.sources.text(at)));
  }

  /// The bytes of a file as one value.
  void file_parameter(Ref each) {
    const auto path = environment_.fill(each["path"].text());
    const auto directory = normalized_path(made_.path);
    const bool is_here = path && directory && !path->empty() && !path->starts_with('$') &&
                         !contains(*path, "://") && !made_.path.empty();
    std::optional<std::string> at;
    if (is_here && path->starts_with('/'))
      at = normalized_path(path->substr(1));
    else if (is_here)
      at = joined_path(*directory, *path);
    const File* file = at ? view_.files.find(*at) : nullptr;
    if (!file) return void(made_.open_values = true);
    const std::string_view text = view_.sources.text(file->source);
    const Span whole{file->source, 0, static_cast<std::uint32_t>(text.size())};
    made_.parameters.push_back({each["name"].text(), Ref(scalar(text, whole)), true, each["name"]});
  }

  void directory(Ref directory) {
    made_.is_directory = directory.present();
    made_.recurse = directory["recurse"].boolean();
    made_.include = directory["include"].text();
    made_.exclude = directory["exclude"].text();
  }

  const Ref written_;
  Ref source_;  // with what lies beside its path
  const Owner& owner_;
  const InstallationView& view_;
  AppEnvironment environment_;
  InstalledSource made_;
};

}  // namespace

InstalledSource read_source(Ref written, const Owner& owner, const InstallationView& view) {
  return Reader(written, owner, view).read();
}

}  // namespace fairlead::argo
