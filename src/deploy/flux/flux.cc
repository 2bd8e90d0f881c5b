#include "deploy/flux/flux.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/crypto/digest.h"
#include "base/files.h"
#include "base/filled_in.h"
#include "deploy/flux/alteration_of.h"
#include "deploy/flux/release_values.h"

namespace fairlead {

namespace {

/// A GitRepository, by what names it; "" for sources that no files of a repository are.
std::string flux_origin(Ref from, const Resource& by) {
  const std::string_view space = from["namespace"].text(), name = from["name"].text();
  if (from["kind"].text() != "GitRepository" || name.empty() || is_filled_in(name)) return {};
  return fmt::format("GitRepository {}/{}", space.empty() ? by.namespace_name : space, name);
}

/// What Flux calls a release: a name that Helm takes.
std::string shortened(std::string name) {
  constexpr std::size_t longest = 53, digits = 12;
  if (name.size() <= longest) return name;
  const std::string digest = sha256_hex(name);
  return fmt::format("{}-{}", name.substr(0, longest - digits - 1), digest.substr(0, digits));
}

/// The values files that are a chart's values instead of its own: those over its own are given,
/// others are not followed.
void values_files(Ref spec, InstalledSource& source) {
  bool is_first = true;
  for (const Node* item : spec["valuesFiles"].items()) {
    const std::string_view entry = Ref(item).text();
    const auto path = normalized_path(entry), directory = normalized_path(source.path);
    const bool is_own = path && directory && *path == joined_path(*directory, "values.yaml");
    if (is_first && !is_own) source.open_values = true;
    if (!std::exchange(is_first, false)) {
      source.value_files.push_back(path ? "/" + *path : std::string(entry));
      source.value_files_at.emplace_back(item);
    }
  }
  source.lacking_files = spec["ignoreMissingValuesFiles"].boolean();
}

}  // namespace

void FluxReader::add(const Resource& resource, std::vector<Installation>& installations) const {
  if (resource.kind == "HelmRelease" && resource.group() == "helm.toolkit.fluxcd.io")
    installations.push_back(helm_release(resource));
  if (resource.kind == "Kustomization" && resource.group() == "kustomize.toolkit.fluxcd.io")
    installations.push_back(kustomization(resource));
}

Installation FluxReader::kustomization(const Resource& resource) const {
  Installation made;
  made.resource = &resource;
  made.plain = true;
  const Ref spec = resource.root["spec"];
  made.namespace_name = std::string(spec["targetNamespace"].text());
  InstalledSource& source = made.sources.emplace_back();
  source.path = std::string(spec["path"].text());
  source.path_at = spec["path"];
  source.origin = flux_origin(spec["sourceRef"], resource);
  source.recurse = true;
  source.altered = flux::alteration_of(resource, objects_, made);
  return made;
}

void FluxReader::chart(const Resource& by, InstalledSource& source) const {
  const Ref spec = by.root["spec"];
  const auto find = [&](Ref ref) -> Ref {
    const std::string_view space = ref["namespace"].text();
    const NamedText* text = objects_.find(
        ref["kind"].text(), space.empty() ? by.namespace_name : space, ref["name"].text(), by);
    return text ? text->root : Ref();
  };
  Ref chart = spec["chart"]["spec"];
  const Ref ref = spec["chartRef"];
  if (ref["kind"].text() == "HelmChart") chart = find(ref)["spec"];
  source.version = std::string(chart["version"].text());
  source.chart = std::string(base_name(chart["chart"].text()));
  const std::string_view kind = chart["sourceRef"]["kind"].text();
  const bool path = chart["chart"].text().starts_with("./") || kind == "GitRepository";
  if (path) source.path = std::string(chart["chart"].text());
  source.path_at = source.chart_at = chart["chart"];
  if (path) source.origin = flux_origin(chart["sourceRef"], by);
  values_files(chart, source);
  const Ref from = ref["kind"].text() == "OCIRepository" ? ref : chart["sourceRef"];
  source.repository = std::string(from["name"].text());
  const Ref made = find(from);
  if (!made) return;
  source.repository = std::string(made["spec"]["url"].text());
  if (from["kind"].text() != "OCIRepository") return;
  source.chart = std::string(base_name(source.repository));
  source.version = std::string(made["spec"]["ref"]["tag"].text());
  if (source.version.empty()) source.version = std::string(made["spec"]["ref"]["semver"].text());
}

Installation FluxReader::helm_release(const Resource& resource) const {
  const Ref spec = resource.root["spec"];
  Installation made;
  made.resource = &resource;
  InstalledSource& source = made.sources.emplace_back();
  chart(resource, source);
  flux::give_release_values(resource, objects_, view_, made, source);
  source.open_values = source.open_values || resource.partial;
  const std::string target(spec["targetNamespace"].text());
  const std::string given(spec["releaseName"].text());
  made.namespace_name = target.empty() ? std::string(resource.namespace_name) : target;
  std::string name =
      target.empty() ? std::string(resource.name) : fmt::format("{}-{}", target, resource.name);
  if (!given.empty()) name = given;
  if (!resource.partial && !is_filled_in(name)) source.release = shortened(std::move(name));
  made.called = {std::string(resource.name)};
  for (const std::string& each : {source.chart, given}) {
    if (!each.empty()) made.called.push_back(each);
  }
  return made;
}

}  // namespace fairlead
