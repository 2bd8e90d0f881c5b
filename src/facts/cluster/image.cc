#include "facts/cluster/image.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/files.h"
#include "base/text.h"

namespace fairlead {
namespace {

struct ServerWords {
  ServerKind server;
  std::uint16_t port;
  std::string_view schemes[4];
  std::string_view images[7];    ///< parts of image names that serve it
  std::string_view commands[3];  ///< parts of commands that start it
};

constexpr ServerWords server_words[] = {
    {ServerKind::redis,
     6379,
     {"redis", "valkey", "keydb"},
     {"redis", "valkey", "keydb", "dragonfly", "garnet", "kvrocks"},
     {"redis-server", "valkey-server", "keydb-server"}},
    {ServerKind::postgresql,
     5432,
     {"postgres", "jdbc:postgresql"},
     {"postgres", "postgis", "pgvector", "timescale", "spilo", "alloydb", "cockroach"},
     {"pg_ctl", "postgres -", "entrypoint.sh postgres"}},
    {ServerKind::mysql,
     3306,
     {"mysql", "mariadb", "jdbc:mysql", "jdbc:mariadb"},
     {"mysql", "mariadb", "percona", "tidb"},
     {"mysqld", "mariadbd"}},
    {ServerKind::amqp, 5672, {"amqp"}, {"rabbitmq", "activemq", "artemis"}, {"rabbitmq-server"}},
    {ServerKind::mongodb, 27017, {"mongodb"}, {"mongo", "ferretdb"}, {"mongod"}},
};

/// Images that are named after a server and only talk to it.
constexpr std::string_view client_images[] = {"exporter", "commander", "insight", "client",
                                              "backup"};
constexpr std::string_view forwarders[] = {"proxy",  "envoy",   "tunnel",    "bouncer",
                                           "pgpool", "pgcat",   "stunnel",   "socat",
                                           "nginx",  "linkerd", "ambassador"};

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return !word.empty() && contains(text, word); });
}

const ServerWords* words_of(ServerKind server) {
  const auto found = std::find_if(std::begin(server_words), std::end(server_words),
                                  [&](const ServerWords& words) { return words.server == server; });
  return found == std::end(server_words) ? nullptr : found;
}

}  // namespace

ServerKind server_of_scheme(std::string_view scheme) {
  const std::string name = lower(scheme);
  for (const ServerWords& words : server_words) {
    for (const std::string_view known : words.schemes) {
      if (!known.empty() && name.starts_with(known)) return words.server;
    }
  }
  return ServerKind::unknown;
}

ServerKind server_of_port(std::uint16_t port) {
  for (const ServerWords& words : server_words) {
    if (words.port == port) return words.server;
  }
  return ServerKind::unknown;
}

std::string_view image_name(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t slash = image.rfind('/');
  if (slash != std::string_view::npos) image.remove_prefix(slash + 1);
  return image.substr(0, image.find(':'));
}

bool is_redis_image(std::string_view image) {
  static constexpr std::array<std::string_view, 12> servers = {
      "redis",          "valkey",        "keydb",
      "dragonfly",      "redis-stack",   "redis-stack-server",
      "redis-sentinel", "redis-cluster", "valkey-sentinel",
      "valkey-cluster", "redis-server",  "valkey-bundle"};
  std::string_view name = image.substr(0, image.find('@'));
  name = base_name(name);
  name = name.substr(0, name.find(':'));
  return std::ranges::find(servers, name) != servers.end();
}

bool runs_sentinel(const Container& container) {
  if (contains(base_name(container.image), "sentinel")) return true;
  for (const auto& words : {container.command, container.args}) {
    for (const Ref word : words) {
      const std::string_view text = word.text();
      if (contains(text, "redis-sentinel") || contains(text, "--sentinel") ||
          contains(text, "sentinel.conf") || contains(text, "valkey-sentinel")) {
        return true;
      }
    }
  }
  return false;
}

bool is_plain_redis_image(std::string_view image) {
  image = image.substr(0, image.find('@'));
  for (const std::string_view registry : {"docker.io/", "library/", "valkey/"}) {
    if (image.starts_with(registry)) image.remove_prefix(registry.size());
  }
  const std::string_view name = image.substr(0, image.find(':'));
  return name == "redis" || name == "valkey";
}

bool is_before_6_2(std::string_view image) {
  if (!is_redis_image(image) || !contains(image_name(image), "redis")) return false;
  image = image.substr(0, image.find('@'));
  const auto colon = image.rfind(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view tag = image.substr(colon + 1);
  static constexpr std::string_view old[] = {"2", "3", "4", "5", "6.0"};
  return std::ranges::any_of(old, [&](std::string_view version) {
    if (!tag.starts_with(version)) return false;
    const std::string_view rest = tag.substr(version.size());
    return rest.empty() || rest[0] == '.' || rest[0] == '-';
  });
}

bool is_own_redis(std::string_view image) {
  const std::string name = lower(image_name(image));
  return contains(name, "redis") && !contains_any(name, client_images) && !is_redis_image(image);
}

bool may_serve(const Container& container, ServerKind server) {
  const ServerWords* words = words_of(server);
  if (!words) return false;
  const std::string image = lower(image_name(container.image));
  if (contains_any(image, words->images) && !contains_any(image, client_images)) return true;
  const auto starts = [&](Ref word) { return contains_any(word.text(), words->commands); };
  return std::any_of(container.command.begin(), container.command.end(), starts) ||
         std::any_of(container.args.begin(), container.args.end(), starts);
}

bool may_forward(const Container& container) {
  return contains_any(lower(image_name(container.image)), forwarders);
}

}  // namespace fairlead
