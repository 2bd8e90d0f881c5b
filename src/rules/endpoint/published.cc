#include "rules/endpoint/published.h"

#include "base/text.h"

namespace fairlead {
namespace {

/// `6380:6379`, `127.0.0.1:6380:6379/tcp`, or `{target: 6379, published: "6380"}`.
std::optional<PublishedPort> read(Ref entry) {
  std::string_view host = entry["published"].text(), container = entry["target"].text();
  if (entry.present() && entry->is_scalar()) {
    const std::string_view ports = entry.text().substr(0, entry.text().find('/'));
    const auto parts = split(ports, ':');
    if (parts.size() < 2) return std::nullopt;
    host = parts[parts.size() - 2];
    container = parts.back();
  }
  const auto from = port_from(host), to = port_from(container);
  if (!from || !to) return std::nullopt;
  return PublishedPort{*from, *to, entry};
}

}  // namespace

std::optional<PublishedPort> published_as(const Facts& facts, std::string_view service,
                                          std::uint16_t port) {
  if (facts.unit->kind != UnitKind::compose) return std::nullopt;
  for (const Resource& resource : facts.resources) {
    if (resource.name != service) continue;
    for (const Node* item : resource.root["ports"].items()) {
      const auto published = read(Ref(item));
      if (published && published->host == port && published->container != port) return published;
    }
  }
  return std::nullopt;
}

}  // namespace fairlead
