#include "facts/connect/endpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "address/url_text.h"
#include "base/name_words.h"
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

/// Where an address is used: who reads it, and from which namespace.
struct User {
  std::string variable;
  std::string namespace_name;
  const Workload* workload = nullptr;
  const Container* container = nullptr;
};

class Extractor {
 public:
  explicit Extractor(const SourceMap& sources) : sources_(sources) {}

  /// Every connection URL of a text; where there is none, the hosts of a variable that names an
  /// address.
  void text(const WrittenText& text, const User& user, bool many) {
    if (!contains(text.value, "://")) return;
    begin(text);
    const redis::UrlText trimmed_text(trimmed(text.value));
    if (auto url = many ? std::nullopt : redis::parse_url(trimmed_text)) {
      const auto shift = static_cast<std::size_t>(trimmed(text.value).data() - text.value.data());
      add_url(std::move(*url), shift, text, user);
      return end(text, trimmed_text);
    }
    const redis::UrlText whole(text.value);
    std::vector<ConnectionUrl> urls = redis::find_urls(whole);
    const std::size_t most = redis::most_urls(text.value);
    for (ConnectionUrl& url : std::span(urls).first(std::min(urls.size(), most))) {
      if (!in_comment(text.value, url.whole.begin)) add_url(std::move(url), 0, text, user);
    }
    if (urls.size() > most) leave_out(text, urls.size() - most, urls.size(), "URLs");
    end(text, whole);
  }

  /// `h:p` or `h1:p,h2:p` in a variable that names an address; `port` and `database` are its
  /// partners, where there are some.
  void hosts(const WrittenText& text, const WrittenText& port, const WrittenText& database,
             const User& user) {
    const auto words = name_words(user.variable);
    const bool redis = any_word(words, redis_words) || speaks_sentinel(words);
    if (!any_word(words, address_words) || !(redis || any_word(words, other_words))) return;
    if (names_credential(user.variable) || is_of_address(words.back())) return;
    if (is_no_host(trimmed(text.value))) return;
    begin(text);
    const redis::UrlText whole(text.value);
    for (const HostPort& item : within(redis::parse_host_list(whole))) {
      Endpoint endpoint = start(text, user);
      endpoint.product = speaks_sentinel(words) ? Product::sentinel
                         : redis                ? Product::redis
                                                : Product::other;
      place(endpoint, item, 0);
      if (!endpoint.port && port) split_port(endpoint, port);
      if (const auto number = database_number(trimmed(database.value)); number && redis) {
        endpoint.database = number;
        endpoint.database_at = database.span();
      }
      table_.endpoints.push_back(std::move(endpoint));
    }
    end(text, whole);
  }

  EndpointTable done() {
    table_.endpoints.shrink_to_fit();
    table_.connections.shrink_to_fit();
    return std::move(table_);
  }

 private:
  /// Whether the line up to `at` begins a comment of a configuration file.
  bool in_comment(std::string_view text, std::size_t at) {
    const auto line = text.rfind('\n', at);
    table_.steps += at - std::min(line + 1, at);
    const std::string_view before =
        trimmed(text.substr(line == std::string_view::npos ? 0 : line + 1));
    return before.starts_with('#') || before.starts_with(';') || before.starts_with("//");
  }

  Endpoint start(const WrittenText& text, const User& user) const {
    Endpoint endpoint;
    endpoint.variable = user.variable;
    endpoint.namespace_name = user.namespace_name;
    endpoint.workload = user.workload;
    endpoint.container = user.container;
    endpoint.at = text.span();
    return endpoint;
  }

  /// A text is read again for its places at most once, however many it has.
  void begin(const WrittenText& text) {
    spans_.emplace(sources_, text);
    table_.steps += text.span().size();
    hosts_ = 0;
  }

  void end(const WrittenText& text, const redis::UrlText& read) {
    if (hosts_ > most_hosts) leave_out(text, hosts_ - most_hosts, hosts_, "hosts");
    table_.steps += read.steps();
  }

  void leave_out(const WrittenText& text, std::size_t count, std::size_t all,
                 std::string_view what) {
    table_.gaps.push_back({"", text.span(), fmt::format("{} of {} {}", count, all, what),
                           "the text is too long to look at all of them"});
  }

  /// As many hosts as are still looked at in this text.
  std::vector<HostPort> within(std::vector<HostPort> hosts) {
    const std::size_t left = most_hosts - std::min(hosts_, most_hosts);
    hosts_ += hosts.size();
    hosts.resize(std::min(hosts.size(), left));
    return hosts;
  }

  void place(Endpoint& endpoint, const HostPort& item, std::size_t shift) {
    endpoint.host =
        std::string(item.host.has_placeholder ? std::string_view("$()") : item.host.text);
    endpoint.host_at = spans_->at(shift + item.host.begin, shift + item.host.end);
    table_.steps += endpoint.host.size() + endpoint.variable.size() + endpoint.srv.size();
    if (item.port.present && !item.port.empty()) {
      endpoint.port = redis::port_number(item.port);
      endpoint.port_written = true;
      endpoint.port_at = spans_->at(shift + item.port.begin, shift + item.port.end);
    }
  }

  static void split_port(Endpoint& endpoint, const WrittenText& port) {
    const auto number = port_from(trimmed(port.value));
    if (!number) return;
    endpoint.port = number;
    endpoint.port_written = true;
    endpoint.port_at = port.span();
  }

  static Product product_of(Scheme scheme, std::span<const std::string> words) {
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

  void add_url(ConnectionUrl url, std::size_t shift, const WrittenText& text, const User& user) {
    const auto words = name_words(user.variable);
    url.hosts = within(std::move(url.hosts));
    Endpoint endpoint = start(text, user);
    endpoint.scheme = lower(url.scheme.text);
    endpoint.product = product_of(url.kind, words);
    if (url.srv) endpoint.srv = srv_labels(url);
    select_database(endpoint, url, shift);
    for (const HostPort& item : url.hosts) {
      Endpoint& each = table_.endpoints.emplace_back(endpoint);
      place(each, item, shift);
      if (!each.port && !item.port.has_placeholder && !url.srv)
        each.port = redis::default_port(url.kind, url.tls);
    }
    table_.connections.push_back(
        {std::move(url), text, shift, user.variable, user.workload, user.container});
  }

  /// Where MongoDB's drivers look for SRV records (its "Initial DNS Seedlist Discovery").
  static std::string srv_labels(const ConnectionUrl& url) {
    std::string_view service = "mongodb";
    for (const redis::QueryParameter& parameter : redis::query_parameters(url)) {
      if (equal_ignoring_case(parameter.name.text, "srvServiceName"))
        service = parameter.value.text;
    }
    return fmt::format("_{}._tcp", service);
  }

  /// `/1`, or `?db=1`, which wins where both are there.
  void select_database(Endpoint& endpoint, const ConnectionUrl& url, std::size_t shift) {
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

  const SourceMap& sources_;
  std::optional<TextSpans> spans_;  // of the text that is being read
  std::size_t hosts_ = 0;           // of it
  EndpointTable table_;
};

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

void from_settings(const ContainerSettings& each, Extractor& extractor,
                   std::set<const Node*>& consumed) {
  const std::string space(each.workload->resource->namespace_name);
  std::map<std::string_view, const Setting*> last;  // a later one wins
  for (const Setting& setting : each.settings) last[setting.name] = &setting;
  for (const auto& [name, setting] : last) {
    if (!setting->value) continue;
    if (setting->value.node) consumed.insert(setting->value.node);
    const User user{std::string(name), space, each.workload, each.container};
    if (contains(setting->value.value, "://")) {
      extractor.text(setting->value, user, false);
      continue;
    }
    const auto beside = [&](std::string_view suffix) {
      const auto partner = last.find(partner_name(name, suffix));
      return partner == last.end() ? WrittenText{} : partner->second->value;
    };
    const WrittenText database = beside("DB");
    extractor.hosts(setting->value, beside("PORT"), database ? database : beside("DATABASE"), user);
  }
  for (const auto& words : {each.container->command, each.container->args}) {
    for (const Ref word : words)
      extractor.text(text_of(word), {"", space, each.workload, each.container}, true);
  }
}

/// Hosts that stand beside their port in a chart's values: `redis: {host: …, port: …}`.
void from_values(std::span<const ValuesLeaf> leaves, Extractor& extractor) {
  std::map<std::string_view, const ValuesLeaf*> by_path;
  for (const ValuesLeaf& leaf : leaves) by_path[leaf.path] = &leaf;
  for (const ValuesLeaf& leaf : leaves) {
    const WrittenText text = text_of(Ref(leaf.value));
    if (!text) continue;
    if (contains(text.value, "://")) {
      extractor.text(text, {leaf.path, "", nullptr, nullptr}, false);
      continue;
    }
    if (leaf.key != "host") {
      const std::string port = partner_name(leaf.path, "PORT");
      const auto partner = port.empty() ? by_path.end() : by_path.find(port);
      if (leaf.key.find('_') != std::string_view::npos) {
        extractor.hosts(
            text, partner == by_path.end() ? WrittenText{} : text_of(Ref(partner->second->value)),
            {}, {leaf.path, "", nullptr, nullptr});
      }
      continue;
    }
    const std::string prefix = leaf.path.substr(0, leaf.path.size() - 4);
    const auto port = by_path.find(prefix + "port");
    extractor.hosts(text, port == by_path.end() ? WrittenText{} : text_of(Ref(port->second->value)),
                    {}, {leaf.path, "", nullptr, nullptr});
  }
}

}  // namespace

EndpointTable endpoints_of(std::span<const ContainerSettings> settings,
                           std::span<const Holder> holders, std::span<const ValuesLeaf> values,
                           const SourceMap& sources) {
  Extractor extractor(sources);
  std::set<const Node*> consumed;  // values that a container reads: not reported again without it
  for (const ContainerSettings& each : settings) {
    // A patch that is not applied may give it other addresses.
    if (!each.workload->resource->partial) from_settings(each, extractor, consumed);
  }
  for (const Holder& holder : holders) {
    for (const HeldKey& key : holder.keys) {
      if (!key.value || consumed.contains(key.value.node)) continue;
      const bool many = contains(key.value.value, "\n");
      const User user{key.name, holder.namespace_name, nullptr, nullptr};
      if (contains(key.value.value, "://"))
        extractor.text(key.value, user, many);
      else if (!many)
        extractor.hosts(key.value, {}, {}, user);
    }
  }
  from_values(values, extractor);
  return extractor.done();
}

}  // namespace fairlead
