#include <algorithm>
#include <map>

#include "base/filled_in.h"
#include "facts/references/references.h"

// References to parts of objects that are not named as other references are.

namespace fairlead {
namespace {

constexpr std::string_view empty_directory = "an empty directory is mounted in its place";

constexpr ReferenceRow mounted[] = {
    {.by = "PodSpec", .at = "configMap", .to = "ConfigMap", .effect = empty_directory},
    {.by = "PodSpec",
     .at = "secret",
     .to = "Secret",
     .name = "secretName",
     .effect = empty_directory},
};

Ref volume_named(Ref pod_spec, std::string_view name) {
  for (const Node* volume : pod_spec["volumes"].items())
    if (Ref(volume)["name"].text() == name) return volume;
  return {};
}

void visit_mount(const Workload& workload, Ref mount,
                 const std::function<void(const Reference&)>& visit) {
  const Ref key = mount["subPath"];
  // Below a directory nothing of these volumes has, but by `items`.
  if (key.text().empty() || key.text().find('/') != std::string_view::npos) return;
  if (is_filled_in(key.text())) return;
  const Ref volume = volume_named(workload.pod_spec, mount["name"].text());
  for (const ReferenceRow& row : mounted) {
    const Ref at = volume[row.at];
    const Ref name = at[row.name];
    if (name.text().empty() || at["items"].present() || at["optional"].boolean()) continue;
    const Resource& by = *workload.resource;
    const bool is_unknown = by.namespace_name == unknown_namespace;
    visit({row,
           by,
           {std::string(row.to), std::string(name.text()),
            is_unknown ? std::string() : std::string(by.namespace_name)},
           name,
           {key}});
  }
}

/// An object that others mean by a field of it.
struct FieldRow {
  std::string_view by, at;      ///< as in reference_rows.h
  std::string_view name, part;  ///< below `at`: the field's text, and the part that is asked for
  std::string_view of, field, parts;  ///< the object's kind; its field; its parts
  InnerRow words;
};

constexpr FieldRow subset_of(std::string_view at) {
  return {"networking.istio.io/VirtualService",
          at,
          "host",
          "subset",
          "networking.istio.io/DestinationRule",
          "spec.host",
          "spec.subsets[].name",
          {"", "", "", "", "subset", "requests get no answer but an error"}};
}

constexpr FieldRow field_rows[] = {subset_of("spec.http[].route[].destination"),
                                   subset_of("spec.tcp[].route[].destination")};

/// A host as one of a Service, with its namespace: `web` of the namespace `shop` is `web.shop`.
std::string whole_host(std::string_view host, const Resource& resource) {
  for (const std::string_view end : {".svc.cluster.local", ".svc"})
    if (host.ends_with(end)) host.remove_suffix(end.size());
  const bool is_short = host.find('.') == std::string_view::npos;
  return is_short ? std::string(host) + "." + std::string(resource.namespace_name)
                  : std::string(host);
}

using Meant = std::map<std::string, std::vector<const Resource*>>;

/// The objects of a row, by their fields.
Meant objects_of(const FieldRow& row, const Facts& facts) {
  Meant all;
  for (const Resource& resource : facts.resources) {
    if (kind_name(resource.group(), resource.kind) != row.of) continue;
    for_each_at(resource.root, row.field,
                [&](Ref field) { all[whole_host(field.text(), resource)].push_back(&resource); });
  }
  return all;
}

void visit_field_row(const FieldRow& row, const Resource& resource, const Meant& meant,
                     const std::function<void(const InnerReference&)>& visit) {
  for_each_at(resource.root, row.at, [&](Ref at) {
    const Ref part = at[row.part];
    const auto found = meant.find(whole_host(at[row.name].text(), resource));
    if (part.text().empty() || is_filled_in(part.text()) || found == meant.end()) return;
    if (std::ranges::any_of(found->second, &Resource::partial)) return;
    InnerReference made{row.words, resource, at, part};
    made.of = found->second.front();
    for (const Resource* each : found->second)
      for_each_at(each->root, row.parts, [&](Ref name) { made.among.push_back(name); });
    visit(made);
  });
}

}  // namespace

void for_each_mounted_key(const Facts& facts, const std::function<void(const Reference&)>& visit) {
  for (const Workload& workload : facts.workloads) {
    if (workload.resource->partial) continue;
    for_each_at(workload.pod_spec, "containers[].volumeMounts[]|initContainers[].volumeMounts[]",
                [&](Ref mount) { visit_mount(workload, mount, visit); });
  }
}

void for_each_field_reference(const Facts& facts,
                              const std::function<void(const InnerReference&)>& visit) {
  for (const FieldRow& row : field_rows) {
    std::optional<Meant> meant;
    for (const Resource& resource : facts.resources) {
      if (resource.partial || kind_name(resource.group(), resource.kind) != row.by) continue;
      if (!meant) meant = objects_of(row, facts);
      visit_field_row(row, resource, *meant, visit);
    }
  }
}

}  // namespace fairlead
