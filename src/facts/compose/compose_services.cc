#include "facts/compose/compose_services.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "deploy/compose/compose.h"
#include "facts/cluster/image.h"

namespace fairlead {
namespace {

/// The port that a Redis listens on, where its command line alone says it.
std::optional<std::uint16_t> redis_port(Ref service, const Container& container, bool sentinel) {
  if (service["entrypoint"].present() || service["configs"].present()) return std::nullopt;
  std::vector<std::string_view> words;
  for (const Ref word : container.args) words.push_back(word.text());
  if (service["command"].present()) {
    const std::string_view first = words.empty() ? "" : words.front();
    if (!first.ends_with("-server") && !first.starts_with("--")) return std::nullopt;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].ends_with(".conf") || contains(words[i], "/") || contains(words[i], "$"))
      return std::nullopt;
    if (words[i] == "--port") return i + 1 < words.size() ? port_from(words[i + 1]) : std::nullopt;
  }
  return sentinel ? 26379 : 6379;
}

bool is_replica(const Container& container) {
  for (const auto& words : {container.command, container.args}) {
    for (const Ref word : words)
      if (word.text() == "--replicaof" || word.text() == "--slaveof") return true;
  }
  return std::ranges::any_of(container.env, [](const EnvVar& variable) {
    return variable.name.ends_with("_REPLICATION_MODE") &&
           (variable.value_at.text() == "slave" || variable.value_at.text() == "replica");
  });
}

/// The names under which each of a service's networks knows it.
std::set<std::string> names_of(Ref service, std::string_view name) {
  std::set<std::string> names = {std::string(name)};
  for (const std::string_view field : {"container_name", "hostname"}) {
    if (!service[field].text().empty()) names.emplace(service[field].text());
  }
  return names;
}

/// Those that one of its networks alone knows.
std::set<std::string> aliases_of(Ref service) {
  std::set<std::string> names;
  for (const Entry& network : service["networks"].entries()) {
    for (const Node* alias : Ref(network.value)["aliases"].items())
      names.emplace(Ref(alias).text());
  }
  return names;
}

void add_named(Service service, Ref root, std::vector<Service>& services) {
  const std::set<std::string> names = names_of(root, service.resource->name);
  for (const std::string& name : names) {
    service.name = name;
    services.push_back(service);
  }
  service.networks.clear();
  for (const std::string& name : aliases_of(root)) {
    if (names.contains(name)) continue;
    service.name = name;
    services.push_back(service);
  }
}

/// The names that `links: [db:database]` gives to others.
void add_links(Ref service, std::vector<std::string>& names) {
  for (const std::string_view field : {"links", "external_links", "extra_hosts"}) {
    for (const Node* item : service[field].items()) {
      const std::string_view text = Ref(item).text();
      const auto colon = text.find_first_of(":=");
      const bool host = field == "extra_hosts";
      names.emplace_back(host || colon == text.npos ? text.substr(0, colon)
                                                    : text.substr(colon + 1));
    }
    for (const Entry& entry : service[field].entries()) names.emplace_back(entry.key->text());
  }
}

void add_service(const Workload& workload, bool open, ServiceTable& table) {
  const Container& container = workload.containers.front();
  const Ref root = workload.resource->root;
  Service service;
  service.resource = workload.resource;
  service.computed = true;
  service.open_ports = true;
  const Ref named = first_root(*workload.resource->file)["services"][workload.resource->name];
  const Span at = named.key() ? named.key()->span() : root.span();
  service.at = at;
  if (is_redis_image(container.image)) {
    const bool sentinel = runs_sentinel(container);
    const auto number = redis_port(root, container, sentinel);
    // Images of others take their port from variables, too.
    service.open_ports =
        !number || workload.resource->partial || contains(container.image, "bitnami");
    ServicePort port;
    port.number = number.value_or(sentinel ? 26379 : 6379);
    port.target = port.number;
    port.role = sentinel ? Role::sentinel : is_replica(container) ? Role::replica : Role::data;
    service.ports.push_back(std::move(port));
    table.redis_servers.push_back({workload.resource, "", redis::version_of_image(container.image),
                                   sentinel, !open && !workload.host_network});
  }
  // Another server's port is what its image listens on unless it is set otherwise.
  const ServerKind other = served_by(container);
  if (other != ServerKind::unknown && other != ServerKind::redis) {
    ServicePort port;
    port.number = port_of_server(other);
    port.target = port.number;
    service.ports.push_back(std::move(port));
  }
  service.networks = workload.networks;
  add_named(std::move(service), root, table.services);
  std::vector<std::string> links;
  add_links(root, links);
  for (const std::string& name : links) {
    Service link;
    link.name = name;
    link.resource = workload.resource;
    link.computed = link.open_ports = true;
    link.at = at;
    table.services.push_back(std::move(link));
  }
}

}  // namespace

ServiceTable compose_services_of(std::span<const Resource> resources,
                                 std::span<const Workload> workloads, bool open) {
  ServiceTable table;
  for (const Workload& workload : workloads) add_service(workload, open, table);
  for (const Resource& resource : resources) {
    if (resource.api_version != compose_beside) continue;
    Service service;
    service.resource = &resource;
    service.computed = service.open_ports = true;
    service.at = resource.root.span();
    add_named(std::move(service), resource.root, table.services);
  }
  return table;
}

}  // namespace fairlead
