#include "config/inventory.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// The names of a Secret's or ConfigMap's keys; what stands behind them is never looked at.
void add_keys(Ref map, std::vector<std::string>& keys) {
  for (const Entry& entry : map.entries()) keys.emplace_back(entry.key->text());
}

void add_object(Ref object, Inventory& inventory) {
  const std::string_view kind = object["kind"].text();
  const std::string name(object["metadata"]["name"].text());
  const std::string space(object["metadata"]["namespace"].text());
  if (object["apiVersion"].text() != "v1" || name.empty()) return;
  if (kind == "Service") {
    ExternalService service{name, space, {}, std::string(object["spec"]["type"].text())};
    for (const Node* item : object["spec"]["ports"].items()) {
      if (const auto port = port_from(Ref(item)["port"].text())) service.ports.push_back(*port);
    }
    inventory.services.push_back(std::move(service));
  } else if (kind == "Secret" || kind == "ConfigMap") {
    ExternalKeys holder{name, space, {}};
    for (const std::string_view field : {"data", "stringData", "binaryData"})
      add_keys(object[field], holder.keys);
    std::ranges::sort(holder.keys);
    (kind == "Secret" ? inventory.secrets : inventory.config_maps).push_back(std::move(holder));
  }
}

constexpr auto by_place = [](const auto& each) { return std::tie(each.namespace_name, each.name); };

Error error_at(const SourceMap& sources, Span at, std::string_view message) {
  const Position place = sources.position(at.source, at.begin);
  return {ErrorKind::usage,
          fmt::format("{}:{}:{}: {}", sources.name(at.source), place.line, place.column, message)};
}

/// Reads an inventory; the first mistake ends it.
class Reader {
 public:
  Reader(const SourceMap& sources, Ref root) : sources_(sources) {
    static constexpr std::string_view keys[] = {"version",  "taken",   "complete",
                                                "services", "secrets", "config-maps"};
    if (!check(root, "an inventory", keys)) return;
    if (root["version"].text() != "1")
      fail(root.span(), "an inventory of this version is not read; take it anew");
    inventory_.taken = root["taken"].text();
    if (inventory_.taken.empty()) fail(root.span(), "an inventory needs `taken`: when it was made");
    inventory_.complete = root["complete"].boolean(true);
    for (const Node* item : items(root["services"])) read_service(Ref(item));
    for (const Node* item : items(root["secrets"])) read_holder(Ref(item), inventory_.secrets);
    for (const Node* item : items(root["config-maps"]))
      read_holder(Ref(item), inventory_.config_maps);
  }

  Result<Inventory> result() && {
    if (error_) return tl::unexpected(*error_);
    return std::move(inventory_);
  }

 private:
  void fail(Span at, std::string_view message) {
    if (!error_) error_ = error_at(sources_, at, message);
  }

  bool check(Ref map, std::string_view what, std::span<const std::string_view> known) {
    if (!map || !map->is_mapping()) {
      fail(map.span(), fmt::format("{} must be a mapping", what));
      return false;
    }
    for (const Entry& entry : map->entries()) {
      const std::string_view key = entry.key->text();
      if (std::ranges::find(known, key) != known.end()) continue;
      const std::string_view near = nearest(key, known);
      fail(entry.key->span(),
           fmt::format("{} has no key `{}`{}", what, key,
                       near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near)));
      return false;
    }
    return true;
  }

  Items items(Ref list) {
    if (!list.present()) return {};
    if (!list->is_sequence()) fail(list.span(), "a list is needed here");
    return list->items();
  }

  void read_service(Ref map) {
    static constexpr std::string_view keys[] = {"name", "namespace", "type", "ports"};
    if (!check(map, "a service", keys)) return;
    ExternalService service{std::string(map["name"].text()),
                            std::string(map["namespace"].text()),
                            {},
                            std::string(map["type"].text())};
    for (const Node* item : items(map["ports"])) {
      const auto port = port_from(Ref(item).text());
      if (!port) fail(item->span(), "this is no port number");
      service.ports.push_back(port.value_or(0));
    }
    inventory_.services.push_back(std::move(service));
  }

  void read_holder(Ref map, std::vector<ExternalKeys>& holders) {
    static constexpr std::string_view keys[] = {"name", "namespace", "keys"};
    if (!check(map, "a Secret or ConfigMap", keys)) return;
    ExternalKeys holder{std::string(map["name"].text()), std::string(map["namespace"].text()), {}};
    for (const Node* item : items(map["keys"])) holder.keys.emplace_back(Ref(item).text());
    holders.push_back(std::move(holder));
  }

  const SourceMap& sources_;
  Inventory inventory_;
  std::optional<Error> error_;
};

}  // namespace

Result<Inventory> inventory_of(const SourceMap& sources, const Document& document) {
  const Ref root(document.root);
  const Ref items = root["items"];
  if (!root || root["kind"].text().empty() || (items && !items->is_sequence())) {
    return tl::unexpected(
        error_at(sources, {document.source, 0, 0}, "this is no answer of `kubectl get … -o json`"));
  }
  Inventory inventory;
  if (!items) add_object(root, inventory);
  for (const Node* item : items.items()) add_object(Ref(item), inventory);
  std::ranges::sort(inventory.services, {}, by_place);
  std::ranges::sort(inventory.secrets, {}, by_place);
  std::ranges::sort(inventory.config_maps, {}, by_place);
  return inventory;
}

void add_inventory(const Inventory& inventory, Config& config) {
  const auto add = [&](const auto& from, auto& to, auto& known) {
    for (const auto& each : from) {
      to.push_back(each);
      to.back().from_inventory = true;
      if (inventory.complete) known.insert(each.namespace_name);
    }
  };
  add(inventory.services, config.services, config.known_services);
  add(inventory.secrets, config.secrets, config.known_secrets);
  add(inventory.config_maps, config.config_maps, config.known_config_maps);
}

Result<Inventory> read_inventory(const SourceMap& sources, const Document& document) {
  return Reader(sources, Ref(document.root)).result();
}

}  // namespace fairlead
