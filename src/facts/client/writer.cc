#include "facts/client/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/name_words.h"
#include "base/text.h"
#include "facts/client/program.h"
#include "redis/command/commands.h"

namespace fairlead {
namespace {

/// Words of a variable that only a queue's library reads; each writes to the server it is given.
struct Library {
  std::string_view word, name;
};
constexpr std::array<Library, 11> libraries = {{{"celery", "Celery"},
                                                {"sidekiq", "Sidekiq"},
                                                {"bullmq", "BullMQ"},
                                                {"bull", "Bull"},
                                                {"rq", "RQ"},
                                                {"resque", "Resque"},
                                                {"dramatiq", "Dramatiq"},
                                                {"asynq", "Asynq"},
                                                {"arq", "arq"},
                                                {"huey", "Huey"},
                                                {"broker", "a message broker's client"}}};

/// Words of a variable that say that its program reads there.
constexpr std::array<std::string_view, 8> reading = {"read",    "reads",    "reader", "readonly",
                                                     "replica", "replicas", "slave",  "ro"};

bool says_reading(const Endpoint& endpoint) {
  const auto words = name_words(endpoint.variable);
  return std::ranges::any_of(reading, [&](std::string_view word) { return has_word(words, word); });
}

/// Images of programs that look at a Redis, and those that wait for it.
bool only_looks(const Container& container) {
  static constexpr std::array<std::string_view, 5> words = {"exporter", "commander", "insight",
                                                            "busybox", "wait"};
  return container.init || std::ranges::any_of(words, [&](std::string_view word) {
           return contains(container.image, word) || contains(container.name, word);
         });
}

bool writes(const redis::ClientLibrary& library) {
  return std::ranges::any_of(library.commands, [](const redis::ClientCommands& group) {
    return std::ranges::any_of(group.names, [](std::string_view name) {
      const auto found = redis::find_command(name, redis::Version::redis_7_0);
      return found && found->facts->has(redis::CommandFlag::write);
    });
  });
}

/// The library that uses this endpoint for certain, and writes.
std::string_view library_at(const Endpoint& endpoint, std::span<const ClientAt> clients) {
  for (const ClientAt& client : clients) {
    const auto& used = client.endpoints;
    if (std::ranges::find(used, &endpoint) != used.end() && writes(*client.library))
      return client.library->title;
  }
  return {};
}

/// What the program is declared to do that writes.
std::string declared(const Endpoint& endpoint, std::span<const Endpoint> endpoints,
                     const Config& config) {
  if (!endpoint.workload) return {};
  const auto programs = programs_of(config, endpoint.workload->resource->name);
  if (programs.empty() || !is_only_redis(endpoint, endpoints)) return {};
  for (const Program* program : programs) {
    for (const Written& command : program->commands) {
      const std::string_view name = split(trimmed(command.text), ' ').front();
      const auto found = redis::find_command(name, redis::Version::redis_7_0);
      if (found && found->facts->has(redis::CommandFlag::write))
        return fmt::format("its program runs {}", upper(name));
    }
    if (!program->consumes.empty()) return "its program takes jobs from a queue";
    if (!program->produces.empty()) return "its program puts jobs into a queue";
  }
  return {};
}

}  // namespace

bool is_only_redis(const Endpoint& endpoint, std::span<const Endpoint> endpoints) {
  return std::ranges::none_of(endpoints, [&](const Endpoint& other) {
    return other.workload == endpoint.workload && other.product != Product::other &&
           other.host != endpoint.host;
  });
}

bool may_write(const Endpoint& endpoint, std::span<const Endpoint> endpoints) {
  return endpoint.workload && endpoint.container && !only_looks(*endpoint.container) &&
         !says_reading(endpoint) && is_only_redis(endpoint, endpoints);
}

std::string writes_because(const Endpoint& endpoint, std::span<const Endpoint> endpoints,
                           std::span<const ClientAt> clients, const Config& config) {
  if (says_reading(endpoint)) return {};
  const auto words = name_words(endpoint.variable);
  for (const Library& each : libraries) {
    if (has_word(words, each.word)) return fmt::format("{} writes there", each.name);
  }
  if (const std::string_view name = library_at(endpoint, clients); !name.empty())
    return fmt::format("{} writes there", name);
  return declared(endpoint, endpoints, config);
}

}  // namespace fairlead
