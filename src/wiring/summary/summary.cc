#include "wiring/summary/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "deploy/types/kustomize_faults.h"
#include "facts/cluster/image.h"
#include "facts/network/network_policy.h"
#include "facts/references/references.h"
#include "product/products.h"
#include "wiring/summary/scaled.h"

namespace fairlead {
namespace {

void add_instance(const ProductInstance& instance, const SourceMap& sources, UnitSummary& summary) {
  const redis::Made& made = instance.made;
  if (!instance.known || made.open) {
    UnitSummary::Creator creator{instance.namespace_name, {}};
    if (!made.open && !instance.part.empty()) creator.names.push_back(instance.part);
    summary.creators.push_back(std::move(creator));
  }
  for (const std::string& name : made.possible)
    summary.creators.push_back({instance.namespace_name, {name}});
  if (!instance.known) return;
  UnitSummary::Instance each;
  each.product = instance.product->name;
  each.name = instance.name;
  each.namespace_name = instance.namespace_name;
  each.master_name = made.master_name;
  for (const redis::MadeService& service : made.services) each.services.push_back(service.name);
  if (!made.open && instance.alone) each.absent = made.others;
  for (const redis::MadeHolder& secret : made.secrets) {
    if (!secret.password || secret.keys.size() != 1) continue;
    each.secret = secret.name;
    each.key = secret.keys.front();
    each.made_secret = secret.made;
  }
  each.at = sources.blame(instance.at).edit;
  summary.instances.push_back(std::move(each));
}

/// Whether all that an object installs is a unit of its own, which says itself what it makes.
bool is_followed(const Installation& installation) {
  return !installation.anything &&
         std::ranges::all_of(installation.sources, [](const InstalledSource& source) {
           const bool known = source.unfollowed.empty() && !source.open_values && !source.changed;
           return source.files_only || (known && !(source.path.empty() && source.chart.empty()));
         });
}

void add_installation(const Installation& installation, UnitSummary& summary) {
  if (installation.plain || is_followed(installation)) return;
  UnitSummary::Creator creator{installation.namespace_name, {}};
  if (!installation.anything) creator.names = installation.called;
  summary.creators.push_back(std::move(creator));
}

void add_deployed(const Installation& installation, UnitSummary& summary) {
  for (const InstalledSource& source : installation.sources) {
    if (auto path = path_here(source))
      summary.deployed.push_back({std::move(*path), installation.plain || source.recurse,
                                  installation.namespace_name,
                                  std::string(installation.resource->namespace_name)});
  }
}

/// Whether an object says that kustomizations are built without regard to where their files lie.
bool builds_any_path(const Resource& resource) {
  constexpr std::string_view option = "LoadRestrictionsNone";
  return resource.group().ends_with(".toolkit.fluxcd.io") ||
         contains(resource.root["data"]["kustomize.buildOptions"].text(), option) ||
         contains(resource.root["spec"]["kustomizeBuildOptions"].text(), option);
}

/// Whether an annotation says that an object is copied into other namespaces.
bool is_copied(const Resource* resource) {
  if (!resource) return false;
  constexpr std::string_view words[] = {"reflector", "replicat", "kubed", "kubernetes-copier"};
  for (const Entry& entry : resource->root["metadata"]["annotations"].entries())
    for (const std::string_view word : words)
      if (contains(entry.key->text(), word)) return true;
  return false;
}

/// What an object may create of which nothing else is read.
void add_unread(const Resource& resource, UnitSummary& summary) {
  // Other APIs' objects of the names that Argo CD, Flux and k3s have.
  constexpr std::string_view installers[] = {"HelmRelease", "HelmChart", "Application",
                                             "ApplicationSet"};
  if (std::ranges::find(installers, resource.kind) != std::end(installers)) {
    const Ref spec = resource.root["spec"];
    const std::string_view target = spec["targetNamespace"].text();
    UnitSummary::Creator creator{std::string(target.empty() ? resource.namespace_name : target),
                                 {std::string(resource.name)}};
    if (const std::string_view release = spec["releaseName"].text(); !release.empty())
      creator.names.emplace_back(release);
    summary.creators.push_back(std::move(creator));
  }
  // An operator's Redis whose Services are not computed here.
  const std::string kind = lower(resource.kind);
  const bool redis = contains(kind, "redis") || contains(kind, "valkey") ||
                     contains(kind, "dragonfly") || contains(kind, "keydb");
  if (redis && !resource.group().empty() && !redis::find_product(resource.group(), resource.kind)) {
    summary.creators.push_back({std::string(resource.namespace_name), {}});
  }
}

}  // namespace

namespace {

/// A password under a chart's own key, in a Secret that is not in view: the release of that name is
/// deployed from elsewhere, and its Services with it.
void add_unseen_releases(const Facts& facts, UnitSummary& summary) {
  for (const Workload& workload : facts.workloads) {
    for (const Container& container : workload.containers) {
      for (const EnvVar& variable : container.env) {
        if (variable.from != ValueFrom::secret_key) continue;
        if (variable.key != "redis-password" && variable.key != "valkey-password") continue;
        const bool in_view = std::ranges::any_of(facts.holders, [&](const Holder& holder) {
          return holder.secret && holder.name == variable.holder;
        });
        if (!in_view) {
          summary.creators.push_back(
              {std::string(workload.resource->namespace_name), {std::string(variable.holder)}});
        }
      }
    }
  }
}

}  // namespace

namespace {

/// Kinds of which two different ones under one name are two stages of one thing, not a slip.
bool tells_environments(std::string_view kind) {
  constexpr std::string_view kinds[] = {"Deployment", "StatefulSet", "DaemonSet", "CronJob",
                                        "Service"};
  return std::ranges::find(kinds, kind) != std::end(kinds);
}

/// Where a unit's files lie.
std::string_view directory_of_unit(const Unit& unit) {
  const bool is_directory =
      unit.kind == UnitKind::manifests || unit.kind == UnitKind::kustomization;
  return is_directory ? std::string_view(unit.root) : directory_of(unit.root);
}

/// A number for all that a tree says.
std::uint64_t content_of(Ref node) {
  std::uint64_t sum = 1469598103934665603u;
  const auto add = [&](std::uint64_t value) { sum = (sum ^ value) * 1099511628211u; };
  if (!node) return sum;
  add(static_cast<std::uint64_t>(node->kind()));
  add(std::hash<std::string_view>{}(node.text()));
  for (const Node* item : node.items()) add(content_of(Ref(item)));
  for (const Entry& entry : node.entries()) {
    add(std::hash<std::string_view>{}(entry.key->text()));
    add(content_of(Ref(entry.value)));
  }
  return sum;
}

/// An object as references name it; nothing for one that has no name yet.
std::optional<UnitSummary::Object> object_of(const Resource& resource) {
  if (resource.name.empty()) return std::nullopt;
  UnitSummary::Object made;
  made.is = {kind_name(resource.group(), resource.kind), std::string(resource.name),
             std::string(resource.namespace_name)};
  made.cluster_scoped = resource.cluster_scoped;
  if (const std::string_view path = parts_path(made.is.kind); !path.empty())
    for_each_at(resource.root, path, [&](Ref part) { made.parts.emplace_back(part.text()); });
  return made;
}

/// The policies of each namespace, as one object.
void add_policies(UnitSummary& summary) {
  std::set<std::pair<std::string, bool>> spaces;
  for (const UnitSummary::Object& object : summary.objects) {
    if (is_network_policy(object.is.kind))
      spaces.emplace(object.is.namespace_name, is_for_all_namespaces(object.is.kind));
  }
  for (const auto& [space, is_of_cluster] : spaces)
    summary.objects.push_back(
        {{std::string(network_policy_kind), std::string(all_policies), space}, is_of_cluster, {}});
}

/// Of what several deployments of one repository may define each in its own way.
Definition definition_of(const Resource& resource, const Unit& unit) {
  const auto hash = [](std::string_view text) {
    return static_cast<std::uint64_t>(std::hash<std::string_view>{}(text));
  };
  Definition made;
  made.object =
      hash(fmt::format("{}\n{}\n{}", resource.kind, resource.namespace_name, resource.name));
  // What a patch may change is as its own unit has it, and as no other.
  made.content = content_of(resource.root);
  if (resource.partial) made.content ^= hash(unit.root);
  return made;
}

std::string path_of(const Resource& resource) {
  return resource.file ? resource.file->path : std::string();
}

ObjectName name_of(const Resource& workload) {
  return {kind_name(workload.group(), workload.kind), std::string(workload.name),
          std::string(workload.namespace_name)};
}

/// What containers of plain manifests are given: a kustomization or chart has what reads it, too.
void add_given(const Facts& facts, UnitSummary& summary) {
  if (facts.unit->kind != UnitKind::manifests) return;
  const Workload* before = nullptr;
  for (const ContainerSettings& each : facts.settings) {
    if (each.container->init || each.workload->resource->partial) continue;
    UnitSummary::Given given{name_of(*each.workload->resource),
                             std::string(each.container->name),
                             each.workload != before,
                             {},
                             each.open,
                             path_of(*each.workload->resource)};
    before = each.workload;
    for (const Setting& setting : each.settings) given.names.emplace_back(setting.name);
    std::ranges::sort(given.names);
    summary.given.push_back(std::move(given));
  }
}

/// Scalers whose workload lies in another unit.
void add_scalers(const Facts& facts, UnitSummary& summary) {
  for (const Scaler& scaler : facts.scalers) {
    if (scaler.workload || !scaler.target || scaler.resource->partial) continue;
    summary.scalers.push_back(
        {target_of(scaler), std::string(scaler.word()), std::string(scaler.resource->name),
         scaler.kind != ScalerKind::autoscaler, gives_way(scaler), path_of(*scaler.resource)});
  }
}

}  // namespace

UnitSummary summarize(const Facts& facts, const SourceMap& sources) {
  UnitSummary summary;
  summary.config = facts.unit->config;
  summary.world = facts.unit->world;
  summary.environment = facts.unit->environment;
  summary.directory = directory_of_unit(*facts.unit);
  summary.is_plain = facts.unit->kind == UnitKind::manifests;
  summary.builds_any_path = std::ranges::any_of(facts.resources, builds_any_path);
  for (const Resource& resource : facts.resources) {
    if (tells_environments(resource.kind) && resource.root.node())
      summary.definitions.push_back(definition_of(resource, *facts.unit));
    if (auto object = object_of(resource)) summary.objects.push_back(std::move(*object));
  }
  add_policies(summary);
  for (const Service& service : facts.services) {
    ServiceFacts seen;
    seen.name = service.name;
    seen.namespace_name = service.namespace_name;
    seen.open_ports = service.open_ports;
    seen.external_name = service.external_name;
    seen.headless = service.headless;
    seen.at = sources.blame(service.at).edit;
    seen.pods = service.pods;
    seen.networks = service.networks;
    for (const ServicePort& port : service.ports) {
      seen.ports.emplace_back(port.number, port.role);
      if (!port.name.empty()) seen.port_names.emplace_back(port.name);
    }
    summary.services.push_back(std::move(seen));
  }
  for (const Workload& workload : facts.workloads) {
    for (const Container& container : workload.containers) {
      summary.old_redis |= redis::is_older_image(container.image);
      summary.new_redis |= redis::version_of_image(container.image).has_value();
    }
  }
  for (const Holder& holder : facts.holders) {
    UnitSummary::Keys keys{holder.secret,
                           holder.name,
                           holder.namespace_name,
                           {},
                           holder.open,
                           sources.blame(holder.at).edit,
                           is_copied(holder.resource)};
    for (const HeldKey& key : holder.keys) keys.keys.push_back(key.name);
    std::ranges::sort(keys.keys);
    summary.holders.push_back(std::move(keys));
  }
  for (const RedisServer& server : facts.redis_servers) {
    if (!server.services_known) continue;
    auto& namespaces = server.sentinel ? summary.sentinel_namespaces : summary.redis_namespaces;
    namespaces.insert(server.namespace_name);
  }
  for (const Service& service : facts.services) {
    const bool sentinel = std::ranges::any_of(
        service.ports, [](const ServicePort& port) { return port.role == Role::sentinel; });
    if (sentinel) summary.sentinel_namespaces.insert(service.namespace_name);
  }
  for (const ProductInstance& instance : facts.products) add_instance(instance, sources, summary);
  add_unseen_releases(facts, summary);
  add_given(facts, summary);
  add_scalers(facts, summary);
  std::set<const Resource*> installers;
  for (const Installation& each : facts.installations) {
    installers.insert(each.resource);
    add_deployed(each, summary);
    if (!facts.computed.contains(each.resource)) add_installation(each, summary);
  }
  for (const Resource& resource : facts.resources) {
    if (!facts.computed.contains(&resource) && !installers.contains(&resource))
      add_unread(resource, summary);
    // Endpoints without a Service, and Services by selector-less means, count as themselves.
    if (resource.kind == "Endpoints" || resource.kind == "EndpointSlice") {
      summary.creators.push_back(
          {std::string(resource.namespace_name), {std::string(resource.name)}});
    }
  }
  summary.release = facts.unit->release;
  summary.is_built = facts.unit->kind == UnitKind::kustomization;
  if (facts.kustomize_faults)
    for (const BuiltChart& each : facts.kustomize_faults->charts)
      summary.installed.emplace_back(each.directory, each.release);
  if (!facts.release_names.empty()) summary.creators.push_back({"", {}, facts.release_names});
  if (!facts.chart.name.empty() && facts.open) {
    UnitSummary::Creator chart{"", {facts.chart.name}};
    if (facts.unit->release) chart.names.push_back(*facts.unit->release);
    for (const std::string& each : facts.chart.dependencies) chart.names.push_back(each);
    summary.creators.push_back(std::move(chart));
  } else if (facts.open) {
    summary.creators.push_back({"", {}});
  }
  summary.queues = facts.queues;
  for (QueueName& queue : summary.queues) queue.at = sources.blame(queue.at).edit;
  return summary;
}

}  // namespace fairlead
