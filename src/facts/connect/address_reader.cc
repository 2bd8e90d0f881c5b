#include "facts/connect/address_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "facts/connect/credential.h"

namespace fairlead {
namespace {

using redis::ConnectionUrl;
using redis::HostPort;
using redis::Part;
using redis::Scheme;

/// How many hosts of one text are looked at: no client connects to more, and each costs its name.
constexpr std::size_t most_hosts = 256;

/// Words of a name that say that its value is an address.
constexpr std::array<std::string_view, 12> address_words = {
    "host",   "hosts",   "hostname", "addr",      "address", "addresses",
    "server", "servers", "endpoint", "endpoints", "nodes",   "sentinels"};
constexpr std::array<std::string_view, 2> redis_words = {"redis", "valkey"};
constexpr std::array<std::string_view, 12> other_words = {
    "db",      "database", "postgres", "postgresql", "pg",   "mysql",
    "mariadb", "mongo",    "mongodb",  "rabbitmq",   "amqp", "memcached"};

/// Last words of what is said of an address: REDIS_HOST_PORT, REDIS_SERVER_NAME_PREFIX.
bool is_of_address(std::string_view word) {
  static constexpr std::array<std::string_view, 20> words = {
      "port",     "user", "username", "name",    "prefix", "path",    "scheme",
      "timeout",  "file", "index",    "enabled", "tls",    "retries", "db",
      "database", "type", "method",   "auth",    "mode",   "check"};
  return std::ranges::find(words, word) != words.end();
}

template <std::size_t N>
bool any_word(std::span<const std::string> words, const std::array<std::string_view, N>& wanted) {
  return std::ranges::any_of(wanted, [&](std::string_view word) { return has_word(words, word); });
}

/// The number of a database: digits alone.
std::optional<unsigned> database_number(std::string_view text) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  unsigned number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

bool speaks_sentinel(std::span<const std::string> words) {
  return has_word(words, "sentinel") || has_word(words, "sentinels");
}

bool is_of_redis(std::span<const std::string> words) {
  return any_word(words, redis_words) || speaks_sentinel(words);
}

/// Whether a variable of these words holds a connection URL.
bool names_url(std::span<const std::string> words) {
  static constexpr std::array<std::string_view, 6> url_words = {"url", "urls",   "uri",
                                                                "dsn", "broker", "backend"};
  return any_word(words, url_words);
}

/// The port that clients of Redis use where they are told none.
void assume_port(Endpoint& endpoint) {
  if (endpoint.product != Product::redis && endpoint.product != Product::sentinel) return;
  const bool sentinel = endpoint.product == Product::sentinel;
  endpoint.port = redis::default_port(sentinel ? Scheme::sentinel : Scheme::redis);
  endpoint.port_assumed = true;
}

Product product_of(Scheme scheme, std::span<const std::string> words) {
  switch (scheme) {
    case Scheme::redis:
    case Scheme::valkey:
      return speaks_sentinel(words) ? Product::sentinel : Product::redis;
    case Scheme::sentinel:
      return Product::sentinel;
    case Scheme::unknown:
      return Product::unknown;
    case Scheme::postgresql:
    case Scheme::mysql:
    case Scheme::amqp:
    case Scheme::mongodb:
    case Scheme::http:
    case Scheme::nats:
      return Product::other;
  }
  __builtin_unreachable();
}

/// The names of groups of servers that an nginx.conf defines (`upstream api {`): no hosts.
std::set<std::string_view> upstreams_of(std::string_view text) {
  constexpr std::string_view keyword = "upstream";
  std::set<std::string_view> names;
  for (std::size_t at = text.find(keyword); at != std::string_view::npos;
       at = text.find(keyword, at + keyword.size())) {
    const std::string_view behind = text.substr(at + keyword.size());
    const std::string_view line = behind.substr(0, behind.find_first_of("\n{"));
    if (line.size() > 1 && line.front() == ' ' && line.size() < behind.size())
      names.insert(trimmed(line));
  }
  return names;
}

/// Where MongoDB's drivers look for SRV records (its "Initial DNS Seedlist Discovery").
std::string srv_labels(const ConnectionUrl& url) {
  std::string_view service = "mongodb";
  for (const redis::QueryParameter& parameter : redis::query_parameters(url)) {
    if (equal_ignoring_case(parameter.name.text, "srvServiceName")) service = parameter.value.text;
  }
  return fmt::format("_{}._tcp", service);
}

}  // namespace

bool AddressReader::url(const WrittenText& text, const BesideHost& beside,
                        const AddressUser& user) {
  const bool has_url = contains(text.value, "://");
  if (!names_url(user.words) && !has_url) return false;
  const std::string_view whole = trimmed(text.value);
  const redis::UrlText read(whole);
  const auto shift = static_cast<std::size_t>(whole.data() - text.value.data());
  const auto wrong = names_url(user.words) ? redis::broken_url(read) : std::nullopt;
  // Of other products' URLs nobody knows which clients take a bare address.
  const bool bare = wrong && wrong->fault == redis::UrlFault::no_scheme;
  if (wrong && (!bare || is_of_redis(user.words))) {
    table_.broken.push_back({*wrong, text, shift, user.variable, user.workload, user.container});
    table_.steps += read.steps();
    if (bare) hosts_of(text, beside, user);
    return true;
  }
  if (!has_url) return false;
  auto url = redis::parse_url(read);
  if (!url) {
    table_.steps += read.steps();
    const std::size_t before = table_.endpoints.size();
    this->text(text, user);
    if (is_of_redis(user.words) && table_.endpoints.size() == before) {
      table_.gaps.push_back({"", text.span(), fmt::format("`{}`", user.variable),
                             "its URL's scheme is of no client that is known here",
                             GapKind::connection});
    }
    return true;
  }
  begin(text);
  add_url(std::move(*url), shift, text, user);
  end(text, read);
  return true;
}

void AddressReader::value(const WrittenText& text, const BesideHost& beside,
                          const AddressUser& user) {
  if (!url(text, beside, user)) hosts(text, beside, user);
}

void AddressReader::text(const WrittenText& text, const AddressUser& user) {
  if (!contains(text.value, "://")) return;
  begin(text);
  const redis::UrlText whole(text.value);
  std::vector<ConnectionUrl> urls = redis::find_urls(whole);
  const std::size_t most = redis::most_urls(text.value);
  const std::set<std::string_view> upstreams = upstreams_of(text.value);
  for (ConnectionUrl& url : std::span(urls).first(std::min(urls.size(), most))) {
    std::erase_if(url.hosts,
                  [&](const HostPort& each) { return upstreams.contains(each.host.text); });
    if (url.hosts.empty()) continue;
    if (!in_comment(text.value, url.whole.begin)) add_url(std::move(url), 0, text, user);
  }
  if (urls.size() > most) leave_out(text, urls.size() - most, urls.size(), "URLs");
  end(text, whole);
}

void AddressReader::hosts(const WrittenText& text, const BesideHost& beside,
                          const AddressUser& user) {
  if (!any_word(user.words, address_words)) return;
  if (!is_of_redis(user.words) && !any_word(user.words, other_words)) return;
  if (names_credential(user.variable) || is_of_address(user.words.back())) return;
  if (is_no_host(trimmed(text.value))) return;
  hosts_of(text, beside, user);
}

/// The hosts of a variable that is known to hold some.
void AddressReader::hosts_of(const WrittenText& text, const BesideHost& beside,
                             const AddressUser& user) {
  const bool redis = user.product != Product::unknown || is_of_redis(user.words);
  begin(text);
  const redis::UrlText whole(text.value);
  std::size_t number = 0;
  for (const HostPort& item : within(redis::parse_host_list(whole))) {
    Endpoint endpoint = start(text, user);
    endpoint.product = user.product != Product::unknown ? user.product
                       : speaks_sentinel(user.words)    ? Product::sentinel
                       : redis                          ? Product::redis
                                                        : Product::other;
    place(endpoint, item, 0);
    if (!endpoint.port && beside.port) split_port(endpoint, beside.port, number);
    ++number;
    const bool may_have_port = item.port.present || beside.port || beside.port_elsewhere;
    if (!endpoint.port && !may_have_port) assume_port(endpoint);
    if (const auto index = database_number(trimmed(beside.database.value)); index && redis) {
      endpoint.database = index;
      endpoint.database_at = beside.database.span();
    }
    table_.endpoints.push_back(std::move(endpoint));
  }
  end(text, whole);
}

EndpointTable AddressReader::done() {
  table_.endpoints.shrink_to_fit();
  table_.connections.shrink_to_fit();
  return std::move(table_);
}

/// Whether the line up to `at` begins a comment of a configuration file.
bool AddressReader::in_comment(std::string_view text, std::size_t at) {
  const auto line = text.rfind('\n', at);
  table_.steps += at - std::min(line + 1, at);
  const std::string_view before =
      trimmed(text.substr(line == std::string_view::npos ? 0 : line + 1));
  return before.starts_with('#') || before.starts_with(';') || before.starts_with("//");
}

Endpoint AddressReader::start(const WrittenText& text, const AddressUser& user) const {
  Endpoint endpoint;
  endpoint.variable = user.variable;
  endpoint.namespace_name = user.namespace_name;
  endpoint.workload = user.workload;
  endpoint.container = user.container;
  endpoint.beside_master = user.beside_master;
  endpoint.scaler = user.scaler;
  endpoint.at = text.span();
  return endpoint;
}

/// A text is read again for its places at most once, however many it has.
void AddressReader::begin(const WrittenText& text) {
  spans_.emplace(sources_, text);
  table_.steps += text.span().size();
  hosts_ = 0;
}

void AddressReader::end(const WrittenText& text, const redis::UrlText& read) {
  if (hosts_ > most_hosts) leave_out(text, hosts_ - most_hosts, hosts_, "hosts");
  table_.steps += read.steps();
}

void AddressReader::leave_out(const WrittenText& text, std::size_t count, std::size_t all,
                              std::string_view what) {
  table_.gaps.push_back({"", text.span(), fmt::format("{} of {} {}", count, all, what),
                         "the text is too long to look at all of them"});
}

/// As many hosts as are still looked at in this text.
std::vector<HostPort> AddressReader::within(std::vector<HostPort> hosts) {
  const std::size_t left = most_hosts - std::min(hosts_, most_hosts);
  hosts_ += hosts.size();
  hosts.resize(std::min(hosts.size(), left));
  return hosts;
}

/// The port of the host of that number, which another text holds.
void AddressReader::split_port(Endpoint& endpoint, const WrittenText& port, std::size_t host) {
  const auto ports = split(port.value, ',');
  if (ports.size() > 1 && host >= ports.size()) return;
  const std::string_view own = trimmed(ports[ports.size() > 1 ? host : 0]);
  const auto number = port_from(own);
  if (!number) return;
  endpoint.port = number;
  endpoint.port_written = true;
  const auto begin = static_cast<std::size_t>(own.data() - port.value.data());
  // Of KEDA's metadata, which are texts alone, an edit must leave the quotes.
  const bool whole = own == port.value && !endpoint.scaler;
  endpoint.port_at = whole ? port.span() : port.span(sources_, begin, begin + own.size());
}

void AddressReader::place(Endpoint& endpoint, const HostPort& item, std::size_t shift) {
  endpoint.host = std::string(item.host.has_placeholder ? std::string_view("$()") : item.host.text);
  endpoint.host_at = spans_->at(shift + item.host.begin, shift + item.host.end);
  endpoint.of_release =
      endpoint.host_at.is_place() && came_by(sources_.trace(endpoint.host_at), OriginKind::assumed);
  table_.steps += endpoint.host.size() + endpoint.variable.size() + endpoint.srv.size();
  if (item.port.present && !item.port.empty()) {
    endpoint.port = redis::port_number(item.port);
    endpoint.port_written = true;
    endpoint.port_at = spans_->at(shift + item.port.begin, shift + item.port.end);
  }
}

void AddressReader::add_url(ConnectionUrl url, std::size_t shift, const WrittenText& text,
                            const AddressUser& user) {
  url.hosts = within(std::move(url.hosts));
  Endpoint endpoint = start(text, user);
  endpoint.scheme = lower(url.scheme.text);
  endpoint.product = product_of(url.kind, user.words);
  if (url.srv) endpoint.srv = srv_labels(url);
  select_database(endpoint, url, shift);
  for (const HostPort& item : url.hosts) {
    Endpoint& each = table_.endpoints.emplace_back(endpoint);
    place(each, item, shift);
    // What is no number is no port that one could know: a program puts it in, or the URL is broken.
    const bool is_written = item.port.present && !item.port.empty();
    if (!each.port && !is_written && !item.port.has_placeholder && !url.srv)
      each.port = redis::default_port(url.kind, url.tls);
  }
  table_.connections.push_back(
      {std::move(url), text, shift, user.variable, user.workload, user.container});
}

/// `/1`, or `?db=1`, which wins where both are there.
void AddressReader::select_database(Endpoint& endpoint, const ConnectionUrl& url,
                                    std::size_t shift) {
  if (endpoint.product != Product::redis) return;
  const auto take = [&](const Part& part, std::size_t skipped) {
    if (!part.present || part.has_placeholder) return;
    const auto number = database_number(part.text.substr(std::min(skipped, part.text.size())));
    if (!number) return;
    endpoint.database = number;
    endpoint.database_at = spans_->at(shift + part.begin + skipped, shift + part.end);
  };
  take(url.path, url.path.text.starts_with('/') ? 1 : 0);
  for (const redis::QueryParameter& parameter : redis::query_parameters(url)) {
    if (parameter.name.text == "db") take(parameter.value, 0);
  }
}

}  // namespace fairlead
