#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::redis {

/// What speaks at the other end. TLS variants (rediss, amqps, https) are flagged in ConnectionUrl.
enum class Scheme : std::uint8_t {
  redis,       ///< redis, rediss
  valkey,      ///< valkey, valkeys: not every client knows it
  sentinel,    ///< sentinel, redis+sentinel, redis-sentinel and their TLS forms
  postgresql,  ///< postgres, postgresql, with +driver or jdbc:
  mysql,       ///< mysql, mariadb, with +driver or jdbc:
  amqp,
  mongodb,  ///< mongodb, mongodb+srv
  http,
  nats,
  unknown,  ///< the scheme is a placeholder
};

/// A piece of the text that was parsed, as it is written there: percent-encoding is left alone.
struct Part {
  std::string_view text;
  std::uint32_t begin = 0;  ///< offsets into the text; where the part is absent, both say where it
  std::uint32_t end = 0;    ///< would have to be inserted
  bool present = false;     ///< an empty part can be present: the password of `redis://:@h`
  bool has_placeholder =
      false;  ///< holds `$(VAR)`, `${VAR}`, `$VAR` or `{{ … }}`: its value is unknown

  bool empty() const { return text.empty(); }
};

/// One server of a URL or list.
struct HostPort {
  Part host;            ///< without the brackets of an IPv6 address; may be empty in a URL
  Part port;            ///< whatever follows the colon; see port_number
  Part scheme;          ///< where each host repeats it, as kombu's `sentinel://h1;sentinel://h2`
  Part user, password;  ///< where each host repeats them
};

struct ConnectionUrl {
  Scheme kind = Scheme::unknown;
  bool tls = false;
  bool srv = false;  ///< the host is a DNS SRV name without a port (mongodb+srv)
  /// The password holds `/`, `?` or `#` unencoded, which clients refuse or misread; parts are what
  /// was meant.
  bool unescaped_password = false;
  Part scheme, user, password, path, query, fragment;
  Part whole;                   ///< from the scheme to the end
  std::vector<HostPort> hosts;  ///< never empty; a URL without a host has one that is empty
};

struct QueryParameter {
  Part name, value;
};

/// Reads `text` as one connection URL. Nothing where it begins with no scheme of the table above.
/// Any bytes are fine; the time is linear in the text's length.
std::optional<ConnectionUrl> parse_url(std::string_view text);

/// Every connection URL inside a text (a command line, a configuration file): each ends at a blank,
/// quote, backslash, angle bracket or the text's end, and loses the punctuation around it. A text
/// that is one URL without blanks is read as a whole. Offsets are into `text`.
std::vector<ConnectionUrl> find_urls(std::string_view text);

/// How many URLs of one text are looked at. To place one costs a walk over the text, so that a text
/// of megabytes gets a few and all files together stay within a second.
std::size_t most_urls(std::string_view text);

/// `name=value` pairs of the query; some are credentials (`password`).
std::vector<QueryParameter> query_parameters(const ConnectionUrl& url);

/// `host`, `host:port`, `[::1]:port`. Nothing where the text cannot be that.
std::optional<HostPort> parse_host_port(std::string_view text);

/// `h1:26379,h2:26379`; separated by `,`, `;` or blanks. Empty where any item is no host.
std::vector<HostPort> parse_host_list(std::string_view text);

/// The port as a number; nothing where it is absent, a placeholder, or not within 1 to 65535.
std::optional<std::uint16_t> port_number(const Part& port);

/// The port that clients use where the URL names none; nothing for Scheme::unknown.
std::optional<std::uint16_t> default_port(Scheme scheme, bool tls = false);

/// Text with %XX replaced by its bytes; a `%` that starts no such escape stays.
std::string percent_decoded(std::string_view text);

// --- Hosts of cloud providers
// ---------------------------------------------------------------------

/// A managed service, known by how its host names end.
struct ManagedHost {
  std::string_view service;  ///< "Azure Cache for Redis"
  std::optional<bool> tls;   ///< required, impossible, or either
  std::uint16_t port = 0;    ///< the usual one; 0: unknown
  bool cluster = false;      ///< needs a client that speaks the cluster protocol
  bool read_only = false;    ///< a replica's name
};

/// Which managed service `host` belongs to, by its name.
std::optional<ManagedHost> managed_host(std::string_view host);
bool is_managed_host(std::string_view host);

}  // namespace fairlead::redis
