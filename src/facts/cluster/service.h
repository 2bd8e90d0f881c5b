#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "facts/cluster/product.h"
#include "facts/cluster/workload.h"

namespace fairlead {

/// What answers on a port.
enum class Role : std::uint8_t {
  unknown,
  data,     ///< takes writes
  mixed,    ///< any node, the master or a replica: every other write fails
  replica,  ///< read-only
  sentinel,
  cluster,
  metrics,
};
/// "Redis data", "a Sentinel" …: for messages.
std::string_view role_words(Role role);

struct ServicePort {
  std::uint16_t number = 0;
  std::string_view name;
  std::string target_name;              ///< a named targetPort
  std::optional<std::uint16_t> target;  ///< a numeric one (or the port itself)
  Role role = Role::unknown;
  Ref at;         ///< the entry; empty for computed Services
  Ref target_at;  ///< targetPort
};

/// The names that the pods of a StatefulSet have below their Service: `base-0`, `base-1` …
struct PodNames {
  std::string base;
  std::uint32_t first = 0;
  std::optional<std::uint32_t> count;  ///< nothing where more may be started, or where unknown
  friend bool operator==(const PodNames&, const PodNames&) = default;
};

/// A Service that a manifest declares or that an operator will create.
struct Service {
  std::string name, namespace_name;
  const Resource* resource =
      nullptr;  ///< the Service itself, or the object that makes an operator create it
  const Release* release = nullptr;  ///< of the chart that creates it
  bool computed = false;             ///< an operator or generator creates it
  bool external_name = false, headless = false;
  bool has_selector = false;
  std::vector<LabelAt> selector;
  std::vector<ServicePort> ports;
  bool open_ports = false;  ///< more ports may exist than are listed
  /// All pods that have a name below it; nothing where others may have one.
  std::optional<std::vector<PodNames>> pods;
  std::vector<Network> networks;  ///< where compose knows the name; empty: not known
  Span at;                        ///< its name, or the name of what creates it
};

/// A Redis, Valkey or Sentinel deployment that is in view.
struct RedisServer {
  const Resource* resource = nullptr;
  std::string namespace_name;
  std::optional<redis::Version> version;
  bool sentinel = false;       ///< runs Sentinels
  bool services_known = true;  ///< all Services that reach it are in view
};

struct ServiceTable {
  std::vector<Service> services;
  std::vector<RedisServer> redis_servers;
};

/// Services that manifests declare and `products` create, the Redis servers behind them and their
/// roles. `open` where something may deploy more workloads.
ServiceTable services_of(std::span<const Resource> resources, std::span<const Workload> workloads,
                         std::span<const ProductInstance> products, bool open);

}  // namespace fairlead
