#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "address/url.h"
#include "facts/cluster/service.h"

namespace fairlead {

/// What a client expects to find at an address.
enum class Product : std::uint8_t { unknown, redis, sentinel, other };

/// One address that a program or a values leaf names: a host, its port, and how it is spoken to.
struct Endpoint {
  Product product = Product::unknown;
  std::string scheme;                 ///< "redis"; "" where there is no URL
  std::string variable;               ///< env name or values key that holds it
  std::string host;                   ///< without brackets; may be empty
  std::optional<std::uint16_t> port;  ///< written, or the scheme's or server's default
  bool port_written = false;
  bool port_assumed = false;  ///< nothing names a port: the one that clients use then
  std::string
      srv;       ///< "_mongodb._tcp": the host is found by SRV records under it, not by addresses
  Span at;       ///< the whole value
  Span host_at;  ///< the host's bytes (after the port's and host's own variables, where split)
  Span port_at;  ///< the port's bytes; empty where it is not written
  std::optional<unsigned> database;  ///< the number that the URL, or a variable beside it, selects
  Span database_at;
  std::string namespace_name;  ///< the namespace that short names are resolved in; "" unknown
  const Workload* workload = nullptr;    ///< null in a values file
  const Container* container = nullptr;  ///< null in a values file
  bool of_release =
      false;  ///< the host is made of the release's name: what is called so is its own
  bool beside_master = false;  ///< the values that hold it say that the client asks Sentinels
  /// The object of KEDA whose trigger names it: KEDA's operator connects, from its own namespace.
  const Resource* scaler = nullptr;
};

/// What a host name is, seen from a namespace.
enum class HostKind : std::uint8_t {
  in_cluster,  ///< may name a Service
  loopback,    ///< localhost, 127.0.0.0/8, ::1
  address,     ///< another IP address
  external,    ///< a DNS name outside the cluster
  unreadable,  ///< a placeholder, or no host at all
};

/// Whether a text in a variable that names a host is certainly none: a switch (LOG_HOSTNAME: on), a
/// way to log in (md5), digits alone.
bool is_no_host(std::string_view text);

/// One reading of a host as a Service's name.
struct ServiceName {
  std::string name, namespace_name;  ///< "" where the namespace is not known
  std::string pod;                   ///< the pod of a headless Service, where the host names one
  bool qualified = false;            ///< the host itself says the namespace
};

HostKind host_kind(std::string_view host);
/// The readings of an in-cluster host, the likeliest first: `a`, `a.ns`, `pod.a`, `a.ns.svc`,
/// `a.ns.svc.cluster.local`, `pod.a.ns.svc…`. `namespace_name` is where short names are resolved.
std::vector<ServiceName> service_names(std::string_view host, std::string_view namespace_name);

/// `REDIS_SENTINEL_MASTER`, `masterName`, `REDIS_MASTER_SET` …: a program that gets one of these
/// asks a Sentinel for the master.
bool names_sentinel_master(std::string_view variable);

/// Whether a variable beside an address, with its value, says that its client goes by Sentinels:
/// the master's name, `REDIS_MODE: sentinel`, `REDIS_SENTINEL_ENABLED`, a client's options.
bool hints_at_sentinel(std::string_view variable, std::string_view value);

/// The cluster's domain that a host names: "cluster.local" of `a.ns.svc.cluster.local`; "" where it
/// names none.
std::string_view cluster_domain(std::string_view host);

}  // namespace fairlead
