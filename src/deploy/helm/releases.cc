#include "deploy/helm/releases.h"

#include <fmt/format.h>

#include <map>

#include "base/files.h"
#include "base/text.h"
#include "deploy/helm/chart_directory.h"

namespace fairlead {
namespace {

/// The objects of a unit that releases refer to, by kind and name.
class Objects {
 public:
  explicit Objects(const Rendered& rendered) {
    for (const Resource& resource : rendered.resources) {
      const std::string_view kind = resource.kind;
      if (kind == "ConfigMap" || kind == "HelmRepository" || kind == "OCIRepository")
        by_name_.emplace(std::pair(kind, resource.name), &resource);
    }
  }
  const Resource* find(std::string_view kind, std::string_view name) const {
    const auto place = by_name_.find(std::pair(kind, name));
    return place == by_name_.end() ? nullptr : place->second;
  }

 private:
  std::map<std::pair<std::string_view, std::string_view>, const Resource*> by_name_;
};

void add_values(Release& release, Ref values, bool is_text) {
  if (values.present() && !(values->is_scalar() && values.text().empty()))
    release.values.push_back({values, is_text, ""});
}

// --- Argo CD

/// Puts a generator's element into a template: `{{name}}` and `{{ .name }}`.
class Filling {
 public:
  Filling() = default;
  explicit Filling(Ref element) : element_(element) {}

  std::string operator()(std::string_view text) const {
    std::string filled;
    while (true) {
      const auto begin = text.find("{{"), end = text.find("}}");
      if (!element_ || begin == text.npos || end == text.npos || end < begin) break;
      std::string_view name = trimmed(text.substr(begin + 2, end - begin - 2));
      if (name.starts_with('.')) name.remove_prefix(1);
      const Ref value = element_[name];
      if (!value.present() || !value->is_scalar()) break;
      filled += text.substr(0, begin);
      filled += value.text();
      text.remove_prefix(end + 2);
    }
    return filled += text;  // what cannot be filled stays a template
  }

 private:
  Ref element_;
};

bool is_template(std::string_view text) { return contains(text, "{{"); }

/// A values file of a source: within the chart's directory, or in another source of this
/// repository (`$ref/path`).
void add_value_file(const FileSet& files, std::string_view directory, std::string_view entry,
                    bool in_package, Release& release) {
  std::optional<std::string> path;
  if (entry.starts_with('$') && contains(entry, "/"))
    path = std::string(entry.substr(entry.find('/') + 1));
  else if (!in_package)
    path = entry.starts_with('/') ? std::string(entry.substr(1)) : joined_path(directory, entry);
  const File* file = path ? files.find(*path) : nullptr;
  if (file && file->tree.problems.empty())
    release.values.push_back({first_root(*file), false, ""});
  else
    release.open_values = true;
}

void add_helm(const FileSet& files, Ref source, const Filling& fill, std::string_view directory,
              bool in_package, Release& release) {
  const Ref helm = source["helm"];
  if (!helm["releaseName"].text().empty()) release.name = fill(helm["releaseName"].text());
  for (const Node* entry : helm["valueFiles"].items())
    add_value_file(files, directory, fill(Ref(entry).text()), in_package, release);
  add_values(release, helm["values"], true);
  add_values(release, helm["valuesObject"], false);
  for (const Node* item : helm["parameters"].items()) {
    const Ref each(item);
    release.parameters.push_back(
        {each["name"].text(), each["value"], each["forceString"].boolean()});
  }
  if (helm["fileParameters"].present()) release.open_values = true;
}

void add_source(const FileSet& files, Ref source, const Filling& fill, const Release& base,
                bool only, Rendered& rendered) {
  Release release = base;
  release.chart = fill(source["chart"].text());
  release.repository = fill(source["repoURL"].text());
  release.version = fill(source["targetRevision"].text());
  if (!release.chart.empty()) {
    release.chart = std::string(base_name(release.chart));
    release.called = release.chart;
    release.whole = only;
    add_helm(files, source, fill, "", true, release);
    if (release.name && is_template(*release.name)) release.name.reset();
    rendered.releases.push_back(std::move(release));
    return;
  }
  const std::string path = fill(source["path"].text());
  const auto directory =
      joined_path("", path.starts_with('/') ? std::string_view(path).substr(1) : path);
  const File* chart = directory ? files.find(*joined_path(*directory, "Chart.yaml")) : nullptr;
  if (path.empty() || !chart) return;
  release.whole = only;
  add_helm(files, source, fill, *directory, false, release);
  if (release.name && is_template(*release.name)) release.name.reset();
  add_dependencies(files, *chart, release, rendered.releases);
}

/// `root` is the Application, or the template of one.
void add_application(const FileSet& files, const Resource& resource, Ref root, const Filling& fill,
                     Rendered& rendered) {
  const Ref spec = root["spec"];
  const bool one = resource.kind == "Application";
  Release base;
  base.offline = true;
  base.resource = &resource;
  base.at = resource.root["metadata"]["name"];
  base.namespace_name = fill(spec["destination"]["namespace"].text());
  base.name = fill(root["metadata"]["name"].text());
  if (resource.partial || base.namespace_name.empty() || is_template(base.namespace_name))
    base.name.reset();
  base.open_values = resource.partial;
  const auto sources = spec["sources"].items();
  if (sources.empty()) {
    const Ref source = spec["source"];
    return add_source(files, source, fill, base, one || source["chart"].present(), rendered);
  }
  std::size_t installing = 0;
  for (const Node* source : sources) installing += !Ref(source)["ref"].present();
  for (const Node* source : sources)
    add_source(files, Ref(source), fill, base, one && installing <= 1, rendered);
}

/// An ApplicationSet, where lists in it say all that it makes.
void add_application_set(const FileSet& files, const Resource& resource, Rendered& rendered) {
  const Ref spec = resource.root["spec"];
  for (const Node* generator : spec["generators"].items()) {
    if (!Ref(generator)["list"]["elements"].present()) return;
  }
  if (spec["templatePatch"].present()) return;
  for (const Node* generator : spec["generators"].items()) {
    for (const Node* element : Ref(generator)["list"]["elements"].items())
      add_application(files, resource, spec["template"], Filling(Ref(element)), rendered);
  }
}

// --- Flux

/// The text of a ConfigMap's key that is in view.
Ref config_map_text(const Objects& objects, Ref from) {
  if (from["kind"].text() != "ConfigMap" || from["targetPath"].present()) return {};
  const Resource* map = objects.find("ConfigMap", from["name"].text());
  if (!map || map->generated || map->partial) return {};
  const std::string_view key = from["valuesKey"].text();
  return map->root["data"][key.empty() ? "values.yaml" : key];
}

void add_flux_chart(const Objects& objects, Ref spec, Release& release) {
  const Ref chart = spec["chart"]["spec"], ref = spec["chartRef"];
  release.version = std::string(chart["version"].text());
  release.chart = std::string(base_name(chart["chart"].text()));
  const Ref source = ref.present() ? ref : chart["sourceRef"];
  release.repository = std::string(source["name"].text());
  const Resource* made = objects.find(source["kind"].text(), source["name"].text());
  if (!made) return;
  release.repository = std::string(made->root["spec"]["url"].text());
  if (source["kind"].text() != "OCIRepository") return;
  release.chart = std::string(base_name(release.repository));
  release.version = std::string(made->root["spec"]["ref"]["tag"].text());
  if (release.version.empty())
    release.version = std::string(made->root["spec"]["ref"]["semver"].text());
}

void add_helm_release(const Resource& resource, const Objects& objects, Rendered& rendered) {
  const Ref spec = resource.root["spec"];
  Release release;
  add_flux_chart(objects, spec, release);
  if (release.chart.empty()) return;
  release.called = release.chart;
  release.resource = &resource;
  release.at = resource.root["metadata"]["name"];
  release.whole = true;
  const std::string target(spec["targetNamespace"].text());
  release.namespace_name = target.empty() ? std::string(resource.namespace_name) : target;
  std::string name =
      target.empty() ? std::string(resource.name) : fmt::format("{}-{}", target, resource.name);
  if (!spec["releaseName"].text().empty()) name = std::string(spec["releaseName"].text());
  constexpr std::size_t longest = 53;  // Flux shortens longer ones with a digest
  if (!resource.partial && name.size() <= longest) release.name = std::move(name);
  for (const Node* from : spec["valuesFrom"].items()) {
    const Ref text = config_map_text(objects, Ref(from));
    if (text.present())
      add_values(release, text, true);
    else
      release.open_values = true;
  }
  add_values(release, spec["values"], false);
  release.open_values = release.open_values || resource.partial ||
                        spec["postRenderers"].present() ||
                        spec["chart"]["spec"]["valuesFiles"].present();
  rendered.releases.push_back(std::move(release));
}

void add_helm_chart(const Resource& resource, Rendered& rendered) {
  const Ref spec = resource.root["spec"];
  Release release;
  const std::string_view chart = spec["chart"].text();
  release.chart = release.called = std::string(base_name(chart));
  release.repository = std::string(spec["repo"].text().empty() ? chart : spec["repo"].text());
  release.version = std::string(spec["version"].text());
  if (release.chart.empty()) return;
  release.resource = &resource;
  release.at = resource.root["metadata"]["name"];
  release.whole = true;
  release.namespace_name = std::string(spec["targetNamespace"].text());
  if (release.namespace_name.empty()) release.namespace_name = std::string(resource.namespace_name);
  if (!resource.partial) release.name = std::string(resource.name);
  add_values(release, spec["valuesContent"], true);
  release.open_values =
      resource.partial || spec["set"].present() || spec["valuesSecrets"].present();
  rendered.releases.push_back(std::move(release));
}

}  // namespace

void add_releases(const FileSet& files, Rendered& rendered) {
  const Objects objects(rendered);
  for (const Resource& resource : rendered.resources) {
    const std::string_view group = resource.group();
    if (resource.kind == "Application" && group == "argoproj.io")
      add_application(files, resource, resource.root, Filling(), rendered);
    else if (resource.kind == "ApplicationSet" && group == "argoproj.io")
      add_application_set(files, resource, rendered);
    else if (resource.kind == "HelmRelease" && group == "helm.toolkit.fluxcd.io")
      add_helm_release(resource, objects, rendered);
    else if (resource.kind == "HelmChart" && group == "helm.cattle.io")
      add_helm_chart(resource, rendered);
  }
}

void add_chart_releases(const FileSet& files, const File& chart, const File* values,
                        Rendered& rendered) {
  Release base;
  if (values && base_name(values->path) != "values.yaml")
    base.values.push_back({first_root(*values), false, ""});
  add_dependencies(files, chart, base, rendered.releases);
}

void add_kustomized_releases(const FileSet& files, const File& kustomization, Rendered& rendered) {
  const Ref root = first_root(kustomization);
  for (const Node* item : root["helmCharts"].items()) {
    const Ref entry(item);
    Release release;
    release.chart = release.called = std::string(entry["name"].text());
    release.repository = std::string(entry["repo"].text());
    release.version = std::string(entry["version"].text());
    release.at = entry["name"];
    release.offline = true;
    if (!entry["releaseName"].text().empty())
      release.name = std::string(entry["releaseName"].text());
    release.namespace_name = std::string(entry["namespace"].text());
    const auto add_file = [&](std::string_view path) {
      if (!path.empty())
        add_value_file(files, directory_of(kustomization.path), path, false, release);
    };
    add_file(entry["valuesFile"].text());
    for (const Node* each : entry["additionalValuesFiles"].items()) add_file(Ref(each).text());
    add_values(release, entry["valuesInline"], false);
    rendered.releases.push_back(std::move(release));
  }
}

}  // namespace fairlead
