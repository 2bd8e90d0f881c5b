#pragma once
#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "net/resolver.h"

namespace fairlead::testing {

/// A real DNS server on 127.0.0.1, on a port of its own. Stopped at the end.
class DnsServer {
 public:
  /// knotd with these zones: a name ("fleet.corp", "." for the root) and the zone's records, in the
  /// form of zone files; SOA and NS are added. A zone with the text "broken" is one that knotd
  /// cannot load.
  static DnsServer knot(const std::map<std::string, std::string>& zones);
  /// dnsmasq with these options and without /etc/hosts, /etc/resolv.conf and upstream servers.
  static DnsServer dnsmasq(const std::vector<std::string>& options);

  DnsServer(DnsServer&& other) noexcept;
  ~DnsServer();

  ServerAddress address() const { return {false, "127.0.0.1", port_}; }

 private:
  DnsServer() = default;
  void await(const std::string& program);

  std::string directory_;
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

using Bytes = std::vector<std::uint8_t>;

/// Bytes to send as answers, each after a pause.
struct Reply {
  Bytes bytes;
  std::chrono::milliseconds after{0};
};

/// A server on 127.0.0.1 that sends whatever a function makes of each question it gets over UDP,
/// and counts them. Over TCP it says what `over_tcp` makes; without that it accepts and is silent.
class ScriptedServer {
 public:
  using Script = std::function<std::vector<Reply>(const Bytes& question)>;
  explicit ScriptedServer(Script over_udp, Script over_tcp = {});
  ~ScriptedServer();

  ServerAddress address() const { return {false, "127.0.0.1", port_}; }
  std::size_t questions() const { return questions_; }
  std::size_t connections() const { return connections_; }

 private:
  void serve();
  void serve_udp();
  void accept_tcp();

  Script over_udp_, over_tcp_;
  int udp_ = -1, tcp_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopped_ = false;
  std::atomic<std::size_t> questions_ = 0, connections_ = 0;
  std::vector<int> open_;
  std::thread thread_;
};

/// What a real CoreDNS answered for a small cluster (scripts/cluster-dns), as a zone.
std::string recorded_cluster();

/// A port of 127.0.0.1 at which nothing listens.
std::uint16_t closed_port();

}  // namespace fairlead::testing
