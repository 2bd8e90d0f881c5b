#pragma once
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "net/dns.h"
#include "net/server_address.h"

namespace fairlead {

/// Answers questions about names. Tests bring their own.
class Resolver {
 public:
  /// No more are sent in one call; the rest is `not_checked`.
  static constexpr std::size_t most_questions = 10'000;

  virtual ~Resolver() = default;
  /// Who is asked, for messages: "10.96.0.10:53".
  virtual std::string server() const = 0;
  /// One answer for each question, in order. All are asked at once, each once.
  virtual std::vector<DnsAnswer> ask(std::span<const DnsQuestion> questions) = 0;
};

/// A resolver that asks servers, over UDP and where that is too small over TCP. `timeout` is the
/// time that all its calls together may take: what is not answered then is `not_checked`, so that a
/// dead server costs it once. The next server is asked what one does not answer or refuses; one
/// that is silent for a third of the time is left for good.
///
/// Nothing but the questions is sent: no search list, no /etc/hosts, no HOSTALIASES. Nothing is
/// sent before the first call. Never null; `servers` must not be empty.
std::unique_ptr<Resolver> make_resolver(std::vector<ServerAddress> servers,
                                        std::chrono::milliseconds timeout);

/// The first three servers of a resolv.conf, as the C library takes them; 127.0.0.1 where it names
/// none or is not there.
std::vector<ServerAddress> system_servers(const std::string& resolv_conf = "/etc/resolv.conf");

/// The same for one server or, where it says `system`, those of the machine. An error where none of
/// these can be asked.
Result<std::unique_ptr<Resolver>> open_resolver(const ServerAddress& server,
                                                std::chrono::milliseconds timeout);

}  // namespace fairlead
