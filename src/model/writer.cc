#include "model/writer.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "model/build.h"
#include "model/program.h"
#include "redis/commands.h"

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

/// Programs by the first words of their command lines.
constexpr std::array<Library, 3> programs = {
    {{"celery", "Celery"}, {"sidekiq", "Sidekiq"}, {"rq", "RQ"}}};

std::string_view library_started(const Container& container) {
  std::vector<std::string_view> words;
  for (const auto& all : {container.command, container.args}) {
    for (const Ref word : all) words.push_back(word.text());
  }
  if (words.size() > 2 && words[0] == "bundle" && words[1] == "exec")
    words.erase(words.begin(), words.begin() + 2);
  if (words.empty()) return {};
  for (const Library& each : programs) {
    if (words.front() != each.word) continue;
    const bool worker = each.word == "sidekiq" ||
                        std::ranges::find(words, std::string_view("worker")) != words.end();
    if (worker) return each.name;
  }
  return {};
}

/// A declared command that writes.
std::string declared(const Model& model, const Endpoint& endpoint) {
  if (!endpoint.workload) return {};
  for (const Program* program : programs_of(*model.config, endpoint.workload->resource->name)) {
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

std::string writes_because(const Model& model, const Endpoint& endpoint) {
  const auto words = name_words(endpoint.variable);
  if (std::ranges::any_of(reading, [&](std::string_view word) { return has_word(words, word); }))
    return {};
  for (const Library& each : libraries) {
    if (has_word(words, each.word)) return fmt::format("{} writes there", each.name);
  }
  if (endpoint.container) {
    if (const std::string_view name = library_started(*endpoint.container); !name.empty())
      return fmt::format("{} writes there", name);
  }
  return declared(model, endpoint);
}

}  // namespace fairlead
