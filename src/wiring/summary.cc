#include "wiring/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "product/products.h"

namespace fairlead {
namespace {

/// Kinds that deploy charts or whole directories, and where they say the namespace and their names.
struct Deployer {
  std::string_view kind;
  std::array<std::string_view, 2> namespace_path;
  std::array<std::string_view, 4> chart_path;
};
constexpr std::array<Deployer, 4> deployers = {
    {{"HelmRelease", {"spec", "targetNamespace"}, {"spec", "chart", "spec", "chart"}},
     {"HelmChart", {"spec", "targetNamespace"}, {"spec", "chart"}},
     {"Application", {"spec", "destination"}, {"spec", "source", "chart"}},
     {"ApplicationSet", {"spec", "template"}, {"spec", "template", "spec", "source"}}}};

Ref at_path(Ref root, std::span<const std::string_view> path) {
  for (const std::string_view step : path) {
    if (!step.empty()) root = root[step];
  }
  return root;
}

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

void add_deployer(const Resource& resource, UnitSummary& summary) {
  for (const Deployer& deployer : deployers) {
    if (resource.kind != deployer.kind) continue;
    Ref space = at_path(resource.root, deployer.namespace_path);
    if (space && space->is_mapping()) space = space["namespace"];
    UnitSummary::Creator creator{std::string(space.text()), {std::string(resource.name)}};
    if (creator.namespace_name.empty() && resource.kind != "ApplicationSet" &&
        resource.kind != "Application") {
      creator.namespace_name = std::string(resource.namespace_name);
    }
    const std::string_view chart = at_path(resource.root, deployer.chart_path).text();
    if (!chart.empty()) creator.names.emplace_back(base_name(chart));
    for (const std::string_view field : {"releaseName", "path"}) {
      const std::string_view text = resource.root["spec"][field].text();
      if (!text.empty()) creator.names.emplace_back(base_name(text));
    }
    if (resource.kind == "ApplicationSet") creator.names.clear();  // it may deploy anything
    summary.creators.push_back(std::move(creator));
    return;
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

UnitSummary summarize(const Facts& facts, std::size_t index, const SourceMap& sources) {
  UnitSummary summary;
  summary.unit = index;
  summary.project = facts.unit->project;
  for (const Service& service : facts.services) {
    ServiceFacts seen{
        service.name,     service.namespace_name,     {}, service.open_ports, service.external_name,
        service.headless, sources.written(service.at)};
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
    UnitSummary::Keys keys{holder.secret,         holder.name,
                           holder.namespace_name, {},
                           holder.open,           sources.written(holder.at)};
    for (const HeldKey& key : holder.keys) keys.keys.push_back(key.name);
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
  for (const Resource& resource : facts.resources) {
    if (!facts.computed.contains(&resource)) add_deployer(resource, summary);
    // Endpoints without a Service, and Services by selector-less means, count as themselves.
    if (resource.kind == "Endpoints" || resource.kind == "EndpointSlice") {
      summary.creators.push_back(
          {std::string(resource.namespace_name), {std::string(resource.name)}});
    }
  }
  if (!facts.chart.name.empty()) {
    UnitSummary::Creator chart{"", {facts.chart.name}};
    for (const std::string& each : facts.chart.dependencies) chart.names.push_back(each);
    summary.creators.push_back(std::move(chart));
  } else if (facts.open) {
    summary.creators.push_back({"", {}});
  }
  summary.queues = facts.queues;
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
