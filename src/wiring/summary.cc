#include "wiring/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/build.h"
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
  each.at = sources.written(instance.at);
  summary.instances.push_back(std::move(each));
}

void add_installation(const Installation& installation, UnitSummary& summary) {
  if (installation.plain) return;
  UnitSummary::Creator creator{installation.namespace_name, {}};
  if (!installation.anything) creator.names = installation.called;
  summary.creators.push_back(std::move(creator));
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
void add_unseen_releases(const Model& model, UnitSummary& summary) {
  for (const Workload& workload : model.workloads) {
    for (const Container& container : workload.containers) {
      for (const EnvVar& variable : container.env) {
        if (variable.from != ValueFrom::secret_key) continue;
        if (variable.key != "redis-password" && variable.key != "valkey-password") continue;
        const bool in_view = std::ranges::any_of(model.holders, [&](const Holder& holder) {
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

UnitSummary summarize(const Model& model, std::size_t index, const SourceMap& sources) {
  UnitSummary summary;
  summary.unit = index;
  summary.project = model.unit->project;
  for (const Service& service : model.services) {
    ServiceFacts facts{
        service.name,     service.namespace_name,     {}, service.open_ports, service.external_name,
        service.headless, sources.written(service.at)};
    for (const ServicePort& port : service.ports) facts.ports.emplace_back(port.number, port.role);
    summary.services.push_back(std::move(facts));
  }
  for (const Workload& workload : model.workloads) {
    for (const Container& container : workload.containers) {
      summary.old_redis |= is_before_6_2(container.image);
      summary.new_redis |= redis::version_of_image(container.image).has_value();
    }
  }
  for (const Holder& holder : model.holders) {
    UnitSummary::Keys keys{holder.secret,         holder.name,
                           holder.namespace_name, {},
                           holder.open,           sources.written(holder.at)};
    for (const HeldKey& key : holder.keys) keys.keys.push_back(key.name);
    summary.holders.push_back(std::move(keys));
  }
  for (const RedisServer& server : model.redis_servers) {
    if (!server.services_known) continue;
    auto& namespaces = server.sentinel ? summary.sentinel_namespaces : summary.redis_namespaces;
    namespaces.insert(server.namespace_name);
  }
  for (const Service& service : model.services) {
    const bool sentinel = std::ranges::any_of(
        service.ports, [](const ServicePort& port) { return port.role == Role::sentinel; });
    if (sentinel) summary.sentinel_namespaces.insert(service.namespace_name);
  }
  for (const ProductInstance& instance : model.products) add_instance(instance, sources, summary);
  add_unseen_releases(model, summary);
  std::set<const Resource*> installers;
  for (const Installation& each : model.installations) {
    installers.insert(each.resource);
    if (!model.computed.contains(each.resource)) add_installation(each, summary);
  }
  for (const Resource& resource : model.resources) {
    if (!model.computed.contains(&resource) && !installers.contains(&resource))
      add_unread(resource, summary);
    // Endpoints without a Service, and Services by selector-less means, count as themselves.
    if (resource.kind == "Endpoints" || resource.kind == "EndpointSlice") {
      summary.creators.push_back(
          {std::string(resource.namespace_name), {std::string(resource.name)}});
    }
  }
  if (!model.chart_name.empty()) {
    UnitSummary::Creator chart{"", {model.chart_name}};
    for (const std::string& each : model.chart_dependencies) chart.names.push_back(each);
    summary.creators.push_back(std::move(chart));
  } else if (model.open) {
    summary.creators.push_back({"", {}});
  }
  summary.queues = model.queues;
  for (QueueName& queue : summary.queues) queue.at = sources.written(queue.at);
  return summary;
}

Summaries::Summaries(std::vector<UnitSummary> units) : units_(std::move(units)) {
  for (const UnitSummary& unit : units_) {
    old_redis_ = old_redis_ || unit.old_redis;
    new_redis_ = new_redis_ || unit.new_redis;
    if (projects_.size() <= unit.project) projects_.resize(unit.project + 1);
    Project& project = projects_[unit.project];
    project.units.push_back(&unit);
    for (const ServiceFacts& facts : unit.services)
      project.services[facts.name].emplace_back(&unit, &facts);
    for (const UnitSummary::Keys& keys : unit.holders)
      project.holders[keys.name].emplace_back(&unit, &keys);
    for (const UnitSummary::Instance& instance : unit.instances) {
      for (const std::string& name : instance.services)
        project.with[name].emplace_back(&unit, &instance);
      for (const std::string& name : instance.absent)
        project.without[name].emplace_back(&unit, &instance);
    }
  }
}

std::span<const UnitSummary* const> Summaries::project(std::size_t project) const {
  return projects_[project].units;
}

std::span<const Summaries::ServiceAt> Summaries::services(std::size_t project,
                                                          std::string_view name) const {
  const auto place = projects_[project].services.find(name);
  return place == projects_[project].services.end() ? std::span<const ServiceAt>() : place->second;
}

std::span<const Summaries::KeysAt> Summaries::holders(std::size_t project,
                                                      std::string_view name) const {
  const auto place = projects_[project].holders.find(name);
  return place == projects_[project].holders.end() ? std::span<const KeysAt>() : place->second;
}

std::span<const Summaries::InstanceAt> Summaries::instances_with(std::size_t project,
                                                                 std::string_view service) const {
  const auto place = projects_[project].with.find(service);
  return place == projects_[project].with.end() ? std::span<const InstanceAt>() : place->second;
}

std::span<const Summaries::InstanceAt> Summaries::instances_without(
    std::size_t project, std::string_view service) const {
  const auto place = projects_[project].without.find(service);
  return place == projects_[project].without.end() ? std::span<const InstanceAt>() : place->second;
}

}  // namespace fairlead
