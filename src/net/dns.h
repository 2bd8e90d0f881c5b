#pragma once
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// What is asked for; the numbers are those of the protocol (RFC 1035, 3596, 2782).
enum class DnsType : std::uint16_t { a = 1, aaaa = 28, srv = 33 };

/// A question. The name is absolute, without the dot at its end: no search list is ever applied.
struct DnsQuestion {
  std::string name;
  DnsType type = DnsType::a;
  auto operator<=>(const DnsQuestion&) const = default;
};

enum class DnsOutcome : std::uint8_t {
  found,
  no_such_host,  ///< NXDOMAIN: nothing of that name, of any type
  no_data,       ///< the name exists, without records of the type
  not_checked,   ///< nobody knows: DnsAnswer::reason says why
};

/// The server and port of an SRV record.
struct DnsService {
  std::string target;  ///< without the dot at its end; "" where the service is said not to exist
  std::uint16_t port = 0;
};

struct DnsAnswer {
  DnsOutcome outcome = DnsOutcome::not_checked;
  std::vector<std::string> addresses;  ///< of `a` and `aaaa`, as text
  std::vector<DnsService> services;    ///< of `srv`
  std::vector<std::string> aliases;    ///< the CNAMEs that were followed, the last one last
  /// no_such_host: a zone below the root said so, in the SOA record beside (RFC 2308). Otherwise
  /// the last label may be a private domain that this server does not know.
  bool by_zone = false;
  std::string reason;
};

/// The outcome of a question about addresses that was asked as A and as AAAA: one address is
/// enough, and `no_such_host` or `no_data` needs both.
DnsAnswer either(const DnsAnswer& a, const DnsAnswer& aaaa);

/// Whether a name can be asked: labels of 1 to 63 letters, digits, `-` and `_`, separated by single
/// dots, 253 bytes at most (RFC 1035 2.3.4, in text). Neither a number alone nor a dot at the end.
bool is_dns_name(std::string_view name);

/// Reads what a server answered to `question`. Any bytes are fine: what is malformed, truncated or
/// about other names is `not_checked`.
DnsAnswer read_dns_answer(std::span<const std::uint8_t> message, const DnsQuestion& question);

}  // namespace fairlead
