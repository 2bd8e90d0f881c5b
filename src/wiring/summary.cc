#include "wiring/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "product/products.h"

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
           return source.files_only || (known && !source.path.empty());
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

/// A queue's name with one separator for all.
std::string bare_name(std::string_view name) {
  std::string bare(name);
  for (char& c : bare) {
    if (contains("-_:./", std::string_view(&c, 1))) c = ' ';
  }
  return bare;
}

bool is_earlier(const SourceMap& sources, const QueueName& a, const QueueName& b) {
  const auto place = [&](const QueueName& queue) {
    return std::tuple(!queue.declared, std::string_view(sources.name(queue.at.source)),
                      queue.at.begin);
  };
  return place(a) < place(b);
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
  }
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
    for (const ServicePort& port : service.ports) seen.ports.emplace_back(port.number, port.role);
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
  if (!facts.release_names.empty()) summary.creators.push_back({"", {}, facts.release_names});
  if (!facts.chart.name.empty() && facts.open) {
    UnitSummary::Creator chart{"", {facts.chart.name}};
    for (const std::string& each : facts.chart.dependencies) chart.names.push_back(each);
    summary.creators.push_back(std::move(chart));
  } else if (facts.open) {
    summary.creators.push_back({"", {}});
  }
  summary.queues = facts.queues;
  for (QueueName& queue : summary.queues) queue.at = sources.blame(queue.at).edit;
  return summary;
}

Summaries::Summaries(std::span<const UnitSummary* const> units, const SourceMap& sources) {
  for (const UnitSummary* each : units) {
    const UnitSummary& unit = *each;
    if (unit.old_redis || unit.new_redis) with_versions_.push_back(&unit);
    const auto world = static_cast<std::size_t>(unit.world);
    if (worlds_.size() <= world) worlds_.resize(world + 1);
    Members& members = worlds_[world];
    members.units.push_back(&unit);
    if (unit.release) members.installed.insert(unit.directory);
    for (const Definition& definition : unit.definitions)
      members.definitions[definition.object].push_back({&unit, definition.content});
    for (const ServiceFacts& facts : unit.services)
      members.services[facts.name].emplace_back(&unit, &facts);
    for (const UnitSummary::Keys& keys : unit.holders)
      members.holders[keys.name].emplace_back(&unit, &keys);
    for (const UnitSummary::Instance& instance : unit.instances) {
      for (const std::string& name : instance.services)
        members.with[name].emplace_back(&unit, &instance);
      for (const std::string& name : instance.absent)
        members.without[name].emplace_back(&unit, &instance);
    }
    for (const QueueName& queue : unit.queues) {
      AlikeQueues& alike = members.queues[bare_name(queue.text)];
      alike.all.emplace_back(&unit, &queue);
      if (queue.declared) alike.declared.insert(queue.text);
    }
  }
  for (Members& members : worlds_) {
    std::erase_if(members.definitions, [](const auto& each) { return each.second.size() < 2; });
    for (auto& [name, alike] : members.queues) {
      std::ranges::stable_sort(alike.all, [&](const auto& a, const auto& b) {
        return is_earlier(sources, *a.second, *b.second);
      });
    }
  }
}

bool Summaries::shares_definitions(const UnitSummary& unit) const {
  const auto& shared = members(unit.world).definitions;
  return std::ranges::any_of(unit.definitions, [&](const Definition& definition) {
    return shared.contains(definition.object);
  });
}

std::set<const UnitSummary*> Summaries::alternatives_to(const UnitSummary& unit) const {
  const Members& world = members(unit.world);
  std::set<const UnitSummary*> found;
  for (const Definition& own : unit.definitions) {
    const auto place = world.definitions.find(own.object);
    if (place == world.definitions.end()) continue;
    for (const DefinedAt& other : place->second) {
      if (other.unit != &unit && other.content != own.content) found.insert(other.unit);
    }
  }
  if (unit.environment == EnvironmentId::all) return found;
  for (const UnitSummary* other : world.units) {
    // Charts are deployed beside each other, and one chart under several names.
    const bool of_one = other->environment != EnvironmentId::all &&
                        other->directory == unit.directory &&
                        (!other->release || !unit.release || other->release == unit.release);
    if (of_one && other->environment != unit.environment) found.insert(other);
  }
  return found;
}

bool Summaries::is_installed_otherwise(const UnitSummary& unit) const {
  return !unit.release && unit.environment != EnvironmentId::all &&
         members(unit.world).installed.contains(unit.directory);
}

std::span<const UnitSummary* const> Summaries::units_of(WorldId world) const {
  return members(world).units;
}

namespace {

/// What an index has under a name.
template <typename Index>
auto under(const Index& index, std::string_view name) {
  const auto place = index.find(name);
  using Found = std::span<const typename Index::mapped_type::value_type>;
  return place == index.end() ? Found() : Found(place->second);
}

}  // namespace

std::span<const Summaries::ServiceAt> Summaries::services(WorldId world,
                                                          std::string_view name) const {
  return under(members(world).services, name);
}

std::span<const Summaries::KeysAt> Summaries::holders(WorldId world, std::string_view name) const {
  return under(members(world).holders, name);
}

std::span<const Summaries::InstanceAt> Summaries::instances_with(WorldId world,
                                                                 std::string_view service) const {
  return under(members(world).with, service);
}

std::span<const Summaries::InstanceAt> Summaries::instances_without(
    WorldId world, std::string_view service) const {
  return under(members(world).without, service);
}

const AlikeQueues& Summaries::queues_like(WorldId world, std::string_view name) const {
  return members(world).queues.at(bare_name(name));
}

}  // namespace fairlead
