#include "facts/connect/endpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/name_words.h"
#include "base/text.h"
#include "facts/connect/address_reader.h"
#include "facts/connect/scaler_endpoints.h"

namespace fairlead {
namespace {

/// The variable beside that of an address: REDIS_PORT for REDIS_HOST, where `wanted` is PORT.
std::string partner_name(std::string_view name, std::string_view wanted) {
  static constexpr std::array<std::string_view, 6> suffixes = {"_HOSTNAME", "_HOST",   "_ADDRESS",
                                                               "_ADDR",     "_SERVER", "_ENDPOINT"};
  for (const std::string_view suffix : suffixes) {
    if (name.ends_with(suffix))
      return fmt::format("{}_{}", name.substr(0, name.size() - suffix.size()), wanted);
  }
  return {};
}

/// Whether a container may be told the port of a Redis by something that is not in view, or by a
/// variable that is not the host's own partner.
bool may_name_port(const ContainerSettings& settings) {
  if (settings.open) return true;
  return std::ranges::any_of(settings.settings, [](const Setting& setting) {
    const auto words = name_words(setting.name);
    return has_word(words, "port") &&
           (has_word(words, "redis") || has_word(words, "valkey") || has_word(words, "sentinel"));
  });
}

void from_settings(const ContainerSettings& each, AddressReader& reader,
                   std::set<const Node*>& consumed) {
  const std::string space(each.workload->resource->namespace_name);
  const bool port_elsewhere = may_name_port(each);
  std::map<std::string_view, const Setting*> last;  // a later one wins
  for (const Setting& setting : each.settings) last[setting.name] = &setting;
  for (const auto& [name, setting] : last) {
    if (!setting->value) continue;
    if (setting->value.node) consumed.insert(setting->value.node);
    const auto beside = [&](std::string_view suffix) {
      const auto partner = last.find(partner_name(name, suffix));
      return partner == last.end() ? WrittenText{} : partner->second->value;
    };
    const WrittenText database = beside("DB");
    reader.value(setting->value,
                 {beside("PORT"), database ? database : beside("DATABASE"), port_elsewhere},
                 {std::string(name), space, each.workload, each.container});
  }
  for (const auto& words : {each.container->command, each.container->args}) {
    for (const Ref word : words)
      reader.text(text_of(word), {"", space, each.workload, each.container});
  }
}

/// The port beside a host in a chart's values: `redis: {host: …, port: …}`, `REDIS_HOST` and
/// `REDIS_PORT`.
std::string port_beside(const ValuesLeaf& leaf) {
  if (leaf.key == "host") return leaf.path.substr(0, leaf.path.size() - 4) + "port";
  return partner_name(leaf.path, "PORT");
}

void from_values(const GivenValues& values, AddressReader& reader) {
  std::map<std::string_view, const ValuesLeaf*> by_path;
  for (const ValuesLeaf& leaf : values.leaves) by_path[leaf.path] = &leaf;
  const bool names_master = std::ranges::any_of(values.leaves, [](const ValuesLeaf& leaf) {
    return leaf.value && !leaf.value->text().empty() &&
           hints_at_sentinel(leaf.key, leaf.value->text());
  });
  for (const ValuesLeaf& leaf : values.leaves) {
    const WrittenText text = text_of(Ref(leaf.value));
    if (!text) continue;
    const auto port = by_path.find(port_beside(leaf));
    // What the templates do where no port is given is not known.
    const BesideHost beside{
        port == by_path.end() ? WrittenText{} : text_of(Ref(port->second->value)), {}, true};
    const AddressUser user{leaf.path, std::string(values.namespace_name), nullptr, nullptr,
                           names_master};
    if (reader.url(text, beside, user)) continue;
    if (leaf.key == "host" || contains(leaf.key, "_")) reader.hosts(text, beside, user);
  }
}

}  // namespace

EndpointTable endpoints_of(std::span<const ContainerSettings> settings,
                           std::span<const Holder> holders, std::span<const GivenValues> values,
                           const SourceMap& sources, std::span<const Scaler> scalers) {
  AddressReader reader(sources);
  std::set<const Node*> consumed;  // values that a container reads: not reported again without it
  for (const ContainerSettings& each : settings) {
    // A patch that is not applied may give it other addresses.
    if (!each.workload->resource->partial) from_settings(each, reader, consumed);
  }
  read_scaler_endpoints(scalers, reader);
  for (const Holder& holder : holders) {
    for (const HeldKey& key : holder.keys) {
      if (!key.value || consumed.contains(key.value.node)) continue;
      const AddressUser user{key.name, holder.namespace_name, nullptr, nullptr};
      if (contains(key.value.value, "\n"))
        reader.text(key.value, user);
      else
        reader.value(key.value, {{}, {}, true}, user);
    }
  }
  for (const GivenValues& each : values) from_values(each, reader);
  return reader.done();
}

}  // namespace fairlead
