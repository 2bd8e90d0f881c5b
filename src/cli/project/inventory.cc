#include "cli/project/inventory.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <cstdio>
#include <ctime>

#include "cli/files/input.h"
#include "config/inventory.h"
#include "report/inert.h"

namespace fairlead {
namespace {

/// Secrets hold up to 1 MiB each, and a cluster thousands.
constexpr std::size_t largest_answer = 512u << 20;
constexpr std::size_t most_nodes = 50'000'000;

constexpr const char* head =
    R"(# What a cluster holds, by names: no value is in here. Made by `fairlead inventory`; take it anew when the
# cluster has changed. `complete: false` means that more may exist than is listed.
)";

void write_names(YAML::Emitter& out, const std::string& name, const std::string& space) {
  out << YAML::Flow << YAML::BeginMap << YAML::Key << "name" << YAML::Value << name;
  if (!space.empty()) out << YAML::Key << "namespace" << YAML::Value << space;
}

template <typename Each, typename Write>
void write_list(YAML::Emitter& out, const char* name, const std::vector<Each>& all, Write rest) {
  out << YAML::Key << name << YAML::Value;
  if (all.empty()) out << YAML::Flow;
  out << YAML::BeginSeq;
  for (const Each& each : all) {
    write_names(out, each.name, each.namespace_name);
    rest(each);
    out << YAML::EndMap;
  }
  out << YAML::EndSeq;
}

std::string text_of(const Inventory& inventory) {
  YAML::Emitter out;
  out.SetSeqFormat(YAML::Block);
  out << YAML::BeginMap;
  out << YAML::Key << "version" << YAML::Value << YAML::DoubleQuoted << "1";
  out << YAML::Key << "taken" << YAML::Value << inventory.taken;
  out << YAML::Key << "complete" << YAML::Value << inventory.complete;
  write_list(out, "services", inventory.services, [&](const ExternalService& service) {
    if (!service.type.empty()) out << YAML::Key << "type" << YAML::Value << service.type;
    if (service.ports.empty()) return;
    out << YAML::Key << "ports" << YAML::Value << YAML::Flow << YAML::BeginSeq;
    for (const std::uint16_t port : service.ports) out << port;
    out << YAML::EndSeq;
  });
  const auto keys = [&](const ExternalKeys& holder) {
    if (!holder.keys.empty())
      out << YAML::Key << "keys" << YAML::Value << YAML::Flow << holder.keys;
  };
  write_list(out, "secrets", inventory.secrets, keys);
  write_list(out, "config-maps", inventory.config_maps, keys);
  out << YAML::EndMap;
  return fmt::format("{}{}\n", head, out.c_str());
}

Result<Inventory> read_answer(const InventoryOptions& options) {
  auto text = read_input(options.file, largest_answer);
  if (!text) return tl::unexpected(text.error());
  SourceMap sources;
  const std::string name = options.file == "-" ? "standard input" : options.file;
  const SourceId source = sources.add_written(name, std::move(*text));
  Arena arena;
  const Tree tree =
      read_json(arena, sources, source, {.bytes = largest_answer, .nodes = most_nodes});
  if (!tree.problems.empty()) {
    const Problem& problem = tree.problems.front();
    const Position at = sources.position(source, problem.at.begin);
    return usage_error(
        fmt::format("{}:{}:{}: {}; give what `kubectl get svc,secret,cm -A -o json` "
                    "prints",
                    name, at.line, at.column, problem.message));
  }
  return inventory_of(sources, tree.documents.front());
}

}  // namespace

void warn_of_age(std::span<const UsedInventory> inventories) {
  constexpr std::time_t day = 24 * 60 * 60, most_days = 30;
  for (const UsedInventory& each : inventories) {
    std::tm time{};
    const char* end = strptime(each.taken.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time);
    if (!end || *end != '\0') {
      fmt::print(stderr, "fairlead: {} does not say when it was taken\n", inert(each.path));
      continue;
    }
    const std::time_t days = (std::time(nullptr) - timegm(&time)) / day;
    if (days > most_days) {
      fmt::print(stderr, "fairlead: {} is {} days old; what has changed since is not known\n",
                 inert(each.path), days);
    }
  }
}

int take_inventory(const InventoryOptions& options) {
  auto inventory = read_answer(options);
  if (!inventory) return fail(inventory.error());
  const std::size_t kept =
      inventory->services.size() + inventory->secrets.size() + inventory->config_maps.size();
  if (kept == 0) {
    return fail({ErrorKind::usage,
                 "there is no Service, Secret or ConfigMap in it; ask for svc,secret,cm"});
  }
  inventory->taken = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  inventory->complete = !options.partial;
  fmt::print("{}", text_of(*inventory));
  fmt::print(stderr, "fairlead: {} Services, {} Secrets, {} ConfigMaps\n",
             inventory->services.size(), inventory->secrets.size(), inventory->config_maps.size());
  return 0;
}

}  // namespace fairlead
