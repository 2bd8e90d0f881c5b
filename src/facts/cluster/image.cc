#include "facts/cluster/image.h"

#include <algorithm>
#include <span>

#include "base/files.h"
#include "base/text.h"
#include "redis/server_program.h"

namespace fairlead {
namespace {

struct ServerWords {
  ServerKind server;
  std::uint16_t port;
  std::string_view schemes[4];
  std::string_view images[7];    ///< parts of image names that serve it; Redis' are elsewhere
  std::string_view commands[3];  ///< parts of commands that start it
};

constexpr ServerWords server_words[] = {
    {ServerKind::redis,
     6379,
     {"redis", "valkey", "keydb"},
     {},
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

/// Parts of names of images that are called after a server and speak to it.
constexpr std::string_view clients[] = {"postgrest", "express", "dump", "migrat", "upgrade"};

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

bool is_redis_image(std::string_view image) { return redis::server_image(image) != nullptr; }

bool runs_sentinel(const Container& container) {
  if (contains(base_name(container.image), "sentinel")) return true;
  const auto says = [](Ref word) {
    const std::string_view text = word.text();
    // Also inside a script.
    return contains(text, "redis-sentinel") || contains(text, "--sentinel") ||
           contains(text, "sentinel.conf") || contains(text, "valkey-sentinel");
  };
  return std::ranges::any_of(container.command, says) || std::ranges::any_of(container.args, says);
}

bool is_plain_redis_image(std::string_view image) {
  image = image.substr(0, image.find('@'));
  for (const std::string_view registry : {"docker.io/", "library/", "valkey/"}) {
    if (image.starts_with(registry)) image.remove_prefix(registry.size());
  }
  const std::string_view name = image.substr(0, image.find(':'));
  return name == "redis" || name == "valkey";
}

bool is_own_redis(std::string_view image) {
  return contains(lower(redis::image_name(image)), "redis") && redis::is_called_server(image) &&
         !is_redis_image(image);
}

bool may_serve(const Container& container, ServerKind server) {
  const ServerWords* words = words_of(server);
  if (!words) return false;
  if (server == ServerKind::redis && redis::is_called_server(container.image)) return true;
  const std::string image = lower(redis::image_name(container.image));
  if (contains_any(image, words->images) && !redis::is_called_client(image)) return true;
  const auto starts = [&](Ref word) { return contains_any(word.text(), words->commands); };
  return std::any_of(container.command.begin(), container.command.end(), starts) ||
         std::any_of(container.args.begin(), container.args.end(), starts);
}

ServerKind served_by(const Container& container) {
  if (redis::is_called_server(container.image)) return ServerKind::redis;
  const std::string image = lower(redis::image_name(container.image));
  if (redis::is_called_client(image) || contains_any(image, clients)) return ServerKind::unknown;
  const auto found = std::ranges::find_if(
      server_words, [&](const ServerWords& words) { return contains_any(image, words.images); });
  return found == std::end(server_words) ? ServerKind::unknown : found->server;
}

std::uint16_t port_of_server(ServerKind server) {
  const ServerWords* words = words_of(server);
  return words ? words->port : 0;
}

bool may_forward(const Container& container) {
  return contains_any(lower(redis::image_name(container.image)), forwarders);
}

}  // namespace fairlead
