#include "deploy/flux/flux.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/filled_in.h"

namespace fairlead {

namespace {

/// A GitRepository, by what names it; "" for sources that no files of a repository are.
std::string flux_origin(Ref from, const Resource& by) {
  const std::string_view space = from["namespace"].text(), name = from["name"].text();
  if (from["kind"].text() != "GitRepository" || name.empty() || is_filled_in(name)) return {};
  return fmt::format("GitRepository {}/{}", space.empty() ? by.namespace_name : space, name);
}

}  // namespace

FluxReader::FluxReader(std::span<const Resource> resources) {
  for (const Resource& resource : resources) {
    const std::string_view kind = resource.kind;
    if (kind == "ConfigMap" || kind == "HelmRepository" || kind == "OCIRepository")
      by_name_.emplace(std::pair(kind, resource.name), &resource);
  }
}

void FluxReader::add(const Resource& resource, std::vector<Installation>& installations) const {
  if (resource.kind == "HelmRelease" && resource.group() == "helm.toolkit.fluxcd.io")
    installations.push_back(helm_release(resource));
  if (resource.kind != "Kustomization" || resource.group() != "kustomize.toolkit.fluxcd.io") return;
  Installation& made = installations.emplace_back();
  made.resource = &resource;
  made.plain = true;
  const Ref spec = resource.root["spec"];
  made.namespace_name = std::string(spec["targetNamespace"].text());
  InstalledSource& source = made.sources.emplace_back();
  source.path = std::string(spec["path"].text());
  source.path_at = spec["path"];
  source.origin = flux_origin(spec["sourceRef"], resource);
  constexpr std::string_view changes[] = {"patches",    "postBuild",  "targetNamespace",
                                          "namePrefix", "nameSuffix", "components"};
  source.changed = resource.partial || std::ranges::any_of(changes, [&](std::string_view field) {
                     return spec[field].present();
                   });
}

const Resource* FluxReader::find(std::string_view kind, std::string_view name) const {
  const auto place = by_name_.find(std::pair(kind, name));
  return place == by_name_.end() ? nullptr : place->second;
}

/// The text of a ConfigMap's key that is in view.
Ref FluxReader::config_map_text(Ref from) const {
  if (from["kind"].text() != "ConfigMap" || from["targetPath"].present()) return {};
  const Resource* map = find("ConfigMap", from["name"].text());
  if (!map || map->partial) return {};
  const std::string_view key = from["valuesKey"].text();
  return map->root["data"][key.empty() ? "values.yaml" : key];
}

void FluxReader::chart(Ref spec, InstalledSource& source) const {
  const Ref chart = spec["chart"]["spec"], ref = spec["chartRef"];
  source.version = std::string(chart["version"].text());
  source.chart = std::string(base_name(chart["chart"].text()));
  const bool path = chart["chart"].text().starts_with("./") ||
                    chart["sourceRef"]["kind"].text() == "GitRepository";
  if (path) source.path = std::string(chart["chart"].text());
  const Ref from = ref.present() ? ref : chart["sourceRef"];
  source.repository = std::string(from["name"].text());
  const Resource* made = find(from["kind"].text(), from["name"].text());
  if (!made) return;
  source.repository = std::string(made->root["spec"]["url"].text());
  if (from["kind"].text() != "OCIRepository") return;
  source.chart = std::string(base_name(source.repository));
  source.version = std::string(made->root["spec"]["ref"]["tag"].text());
  if (source.version.empty())
    source.version = std::string(made->root["spec"]["ref"]["semver"].text());
}

void FluxReader::values(Ref spec, InstalledSource& source) const {
  for (const Node* from : spec["valuesFrom"].items()) {
    const Ref text = config_map_text(Ref(from));
    if (text.present())
      give_values(text, true, source);
    else
      source.open_values = true;
  }
  give_values(spec["values"], false, source);
  source.open_values = source.open_values || spec["postRenderers"].present() ||
                       spec["chart"]["spec"]["valuesFiles"].present();
}

Installation FluxReader::helm_release(const Resource& resource) const {
  const Ref spec = resource.root["spec"];
  Installation made;
  made.resource = &resource;
  InstalledSource& source = made.sources.emplace_back();
  chart(spec, source);
  if (!source.path.empty())
    source.origin = flux_origin(spec["chart"]["spec"]["sourceRef"], resource);
  source.path_at = spec["chart"]["spec"]["chart"];
  values(spec, source);
  source.open_values = source.open_values || resource.partial;
  const std::string target(spec["targetNamespace"].text());
  const std::string given(spec["releaseName"].text());
  made.namespace_name = target.empty() ? std::string(resource.namespace_name) : target;
  std::string name =
      target.empty() ? std::string(resource.name) : fmt::format("{}-{}", target, resource.name);
  if (!given.empty()) name = given;
  constexpr std::size_t longest = 53;  // Flux shortens longer ones with a digest
  if (!resource.partial && name.size() <= longest) source.release = std::move(name);
  made.called = {std::string(resource.name)};
  for (const std::string& each : {source.chart, given}) {
    if (!each.empty()) made.called.push_back(each);
  }
  return made;
}

}  // namespace fairlead
