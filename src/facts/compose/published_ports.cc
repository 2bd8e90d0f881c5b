#include "facts/compose/published_ports.h"

#include <algorithm>

#include "base/text.h"
#include "deploy/compose/compose.h"

namespace fairlead {
namespace {

/// A port with its protocol behind it, or none: `6379`, `6379/tcp`.
std::optional<std::uint16_t> number_of(std::string_view text) {
  return port_from(text.substr(0, text.find('/')));
}

/// An entry of `ports`, where both its ports are known.
struct Mapping {
  std::optional<std::uint16_t> host, container;
};

/// `6380:6379`, `127.0.0.1:6380:6379/tcp`, or `{target: 6379, published: "6380"}`.
Mapping mapping_of(Ref entry) {
  if (!entry.present()) return {};
  if (!entry->is_scalar())
    return {port_from(entry["published"].text()), port_from(entry["target"].text())};
  const auto parts = split(entry.text(), ':');
  if (parts.size() < 2) return {std::nullopt, number_of(entry.text())};
  return {port_from(parts[parts.size() - 2]), number_of(parts.back())};
}

/// Whether its container may listen on the port, by what the service says; `found` is the entry
/// that publishes another one as `port`.
bool may_listen(const Resource& service, std::uint16_t port, std::optional<PublishedPort>& found) {
  for (const Node* item : service.root["expose"].items()) {
    const auto exposed = number_of(Ref(item).text());
    if (!exposed || *exposed == port) return true;
  }
  for (const Node* item : service.root["ports"].items()) {
    const auto [host, container] = mapping_of(Ref(item));
    if (!container || *container == port) return true;
    if (host == port && !found) found = PublishedPort{*host, *container, Ref(item)};
  }
  return false;
}

}  // namespace

bool is_called(const Resource& service, std::string_view name) {
  if (service.name == name) return true;
  for (const std::string_view field : {"container_name", "hostname"})
    if (service.root[field].text() == name) return true;
  const auto networks = service.root["networks"].entries();
  return std::ranges::any_of(networks, [&](const Entry& network) {
    const auto aliases = Ref(network.value)["aliases"].items();
    return std::ranges::any_of(aliases,
                               [&](const Node* alias) { return Ref(alias).text() == name; });
  });
}

std::optional<PublishedPort> published_as(std::span<const Resource> resources,
                                          std::string_view name, std::uint16_t port) {
  std::optional<PublishedPort> found;
  for (const Resource& resource : resources) {
    if (!is_called(resource, name)) continue;
    if (resource.partial || resource.api_version != compose_version) return std::nullopt;
    if (may_listen(resource, port, found)) return std::nullopt;
  }
  return found;
}

}  // namespace fairlead
