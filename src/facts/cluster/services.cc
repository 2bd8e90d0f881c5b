#include <algorithm>
#include <unordered_set>

#include "base/name_words.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/cluster/pod_names.h"
#include "facts/cluster/selection.h"
#include "product/products.h"

namespace fairlead {
namespace {

bool mentions_redis(std::string_view text) {
  const std::string name = lower(text);
  return contains(name, "redis") || contains(name, "valkey") || contains(name, "sentinel");
}

bool names_replica(std::string_view name) {
  const auto words = name_words(name);
  return has_word(words, "replica") || has_word(words, "replicas") || has_word(words, "slave") ||
         has_word(words, "slaves") || has_word(words, "ro") || has_word(words, "readonly");
}

/// The container that listens on a Service's port, where exactly the pods' manifests say it.
const Container* listener(const Workload& workload, const ServicePort& port) {
  const Container* only = nullptr;
  std::size_t running = 0;
  for (const Container& container : workload.containers) {
    if (container.init) continue;
    ++running;
    only = &container;
    for (const ContainerPort& each : container.ports) {
      if (!port.target_name.empty() ? each.name == port.target_name : each.number == port.target) {
        return &container;
      }
    }
  }
  return running == 1 ? only : nullptr;
}

Role data_role(const Service& service) {
  const bool replica = names_replica(service.name) ||
                       std::ranges::any_of(service.selector, [](const LabelAt& label) {
                         return (label.key == "role" || label.key.ends_with("/component")) &&
                                names_replica(label.value);
                       });
  return replica ? Role::replica : Role::data;
}

/// The role by the ports that everybody uses, where Service or port is called after Redis.
Role role_by_number(const Service& service, const ServicePort& port) {
  if (!mentions_redis(service.name) && !mentions_redis(port.name)) return Role::unknown;
  const std::uint16_t number = port.target.value_or(port.number);
  if (number == 26379) return Role::sentinel;
  if (number == 6379) return data_role(service);
  if (number == 9121) return Role::metrics;
  return Role::unknown;
}

/// Whether a Redis' container answers as a Sentinel on a port: it is started as one, by its command
/// line or by what its image makes of a variable. Data on a Sentinel's port is asked for by an
/// option.
bool speaks_sentinel(const Container& container, const ServicePort& port) {
  if (runs_sentinel(container)) return true;
  const auto names_port = [](Ref word) { return contains(word.text(), "--port"); };
  return port.target == 26379 && std::ranges::none_of(container.command, names_port) &&
         std::ranges::none_of(container.args, names_port);
}

Role role_of(const Service& service, const ServicePort& port, const Selection& selection) {
  for (const Workload* workload : selection.workloads) {
    const Container* container = listener(*workload, port);
    if (!container || !is_redis_image(container->image)) continue;
    return speaks_sentinel(*container, port) ? Role::sentinel : data_role(service);
  }
  return role_by_number(service, port);
}

/// A Service's selector; empty where a value is no text, which the API server refuses.
std::vector<LabelAt> selector_of(Ref map) {
  std::vector<LabelAt> selector;
  for (const Entry& entry : map.entries()) {
    const Ref value(entry.value);
    if (!value.present() || !value->is_scalar()) return {};
    selector.push_back({entry.key->text(), value.text(), map[entry.key->text()]});
  }
  return selector;
}

Service declared_service(const Resource& resource, std::span<const Resource> resources,
                         const Selector& pods) {
  const Ref spec = resource.root["spec"];
  Service service;
  service.name = std::string(resource.name);
  service.namespace_name = std::string(resource.namespace_name);
  service.resource = &resource;
  service.external_name = spec["type"].text() == "ExternalName";
  service.headless = spec["clusterIP"].text() == "None";
  service.at = resource.root["metadata"]["name"].span();
  service.open_ports = resource.partial;
  service.selector = selector_of(spec["selector"]);
  service.has_selector = !service.selector.empty();
  for (const Node* item : spec["ports"].items()) {
    const Ref at(item);
    ServicePort port;
    const auto number = port_from(at["port"].text());
    if (!number) {
      service.open_ports = true;
      continue;
    }
    port.number = *number;
    port.name = at["name"].text();
    port.at = at;
    port.target_at = at["targetPort"];
    port.target = port.target_at.present() ? port_from(port.target_at.text()) : number;
    if (!port.target) port.target_name = std::string(port.target_at.text());
    service.ports.push_back(std::move(port));
  }
  const Selection selection = pods.select(service);
  for (ServicePort& port : service.ports) port.role = role_of(service, port, selection);
  service.pods = pod_names(service, selection, resources);
  return service;
}

Role role_of(redis::ServiceRole role) {
  switch (role) {
    case redis::ServiceRole::data:
    case redis::ServiceRole::proxy:
      return Role::data;
    case redis::ServiceRole::mixed:
      return Role::mixed;
    case redis::ServiceRole::replica:
      return Role::replica;
    case redis::ServiceRole::sentinel:
      return Role::sentinel;
    case redis::ServiceRole::cluster:
      return Role::cluster;
    case redis::ServiceRole::metrics:
      return Role::metrics;
    case redis::ServiceRole::bus:
      return Role::unknown;
  }
  __builtin_unreachable();
}

/// What an operator or a chart creates, by the table of products.
void add_product(const ProductInstance& instance, ServiceTable& table) {
  bool sentinels_only = true;
  for (const redis::MadeService& made : instance.made.services) {
    Service service;
    service.name = made.name;
    service.namespace_name = instance.namespace_name;
    service.resource = instance.resource;
    service.release = instance.source;
    service.computed = true;
    service.headless = made.headless;
    if (!made.headless) service.pods.emplace();
    service.open_ports = made.open_ports;
    service.at = instance.at;
    for (const redis::MadePort& each : made.ports) {
      ServicePort port;
      port.number = each.number;
      port.target = each.number;
      port.role = role_of(each.role);
      sentinels_only = sentinels_only && port.role == Role::sentinel;
      service.ports.push_back(std::move(port));
    }
    table.services.push_back(std::move(service));
  }
  if (!instance.known) return;
  const bool all = !instance.made.open && instance.made.possible.empty() && instance.alone;
  table.redis_servers.push_back(
      {instance.resource, instance.namespace_name, instance.version, sentinels_only, all});
}

/// Redis pods that manifests declare; known by their Services only where one selects them.
void add_servers(const Selector& pods, std::span<const Workload> workloads, ServiceTable& table) {
  std::unordered_set<const Workload*> reached;
  for (const Service& service : table.services) {
    for (const Workload* workload : pods.select(service).workloads) reached.insert(workload);
  }
  for (const Workload& workload : workloads) {
    for (const Container& container : workload.containers) {
      if (container.init || !is_redis_image(container.image)) continue;
      table.redis_servers.push_back(
          {workload.resource, std::string(workload.resource->namespace_name),
           redis::version_of_image(container.image), runs_sentinel(container),
           reached.contains(&workload) && !workload.resource->partial});
      break;
    }
  }
}

/// Services of a chart's release that carry the chart's labels although its pods are not in view.
void add_labelled_servers(ServiceTable& table) {
  for (const Service& service : table.services) {
    if (service.computed || !service.resource) continue;
    const std::string_view name =
        service.resource->root["metadata"]["labels"]["app.kubernetes.io/name"].text();
    if (name != "redis" && name != "valkey" && name != "redis-cluster" && name != "valkey-cluster")
      continue;
    table.redis_servers.push_back(
        {service.resource, service.namespace_name, std::nullopt, false, true});
  }
}

/// Another object that names a Service as its own may be what makes it: an OpenSearchCluster's
/// `general.serviceName`. Its ports are then more than those of the one that is in view.
void open_claimed(std::span<const Resource> resources, ServiceTable& table) {
  const auto claim = [&](const Resource& resource, Ref named) {
    if (named.text().empty()) return;
    for (Service& service : table.services) {
      if (service.resource != &resource && service.name == named.text() &&
          service.namespace_name == resource.namespace_name)
        service.open_ports = true;
    }
  };
  for (const Resource& resource : resources) {
    if (!contains(resource.group(), ".") || resource.group().ends_with(".k8s.io")) continue;
    const Ref spec = resource.root["spec"];
    claim(resource, spec["serviceName"]);
    for (const Entry& entry : spec.entries()) claim(resource, Ref(entry)["serviceName"]);
  }
}

}  // namespace

ServiceTable services_of(std::span<const Resource> resources, std::span<const Workload> workloads,
                         std::span<const ProductInstance> products, bool open) {
  ServiceTable table;
  const Selector pods(workloads, open);
  for (const Resource& resource : resources) {
    if (resource.kind == "Service" && resource.api_version == "v1")
      table.services.push_back(declared_service(resource, resources, pods));
  }
  for (const ProductInstance& instance : products) add_product(instance, table);
  open_claimed(resources, table);
  add_servers(pods, workloads, table);
  add_labelled_servers(table);
  return table;
}

}  // namespace fairlead
