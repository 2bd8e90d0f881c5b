#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/client/client.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Which end of a queue a program is, and where it says so.
struct End {
  const Program* program = nullptr;
  const Written* queue = nullptr;
  const UsedClient* used = nullptr;  ///< null: bare commands
};

bool is_bare(const redis::ClientLibrary& library) {
  return library.id == "list-worker" || library.id == "stream-worker";
}

/// Whether a declared command is one by which lists and streams are used without a library.
bool is_bare_command(std::string_view command) {
  static constexpr std::string_view words[] = {"LPUSH",      "RPUSH", "BRPOP",     "BLPOP",
                                               "RPOP",       "LPOP",  "BLMOVE",    "XADD",
                                               "XREADGROUP", "XREAD", "BRPOPLPUSH"};
  const std::string word = upper(command.substr(0, command.find(' ')));
  return std::ranges::find(words, word) != std::end(words);
}

bool uses_bare_commands(const Program& program) {
  return program.uses.empty() && std::ranges::any_of(program.commands, [](const Written& command) {
           return is_bare_command(command.text);
         });
}

struct Ends {
  std::vector<End> libraries, bare;
};

Ends ends_of(const Config& config, std::vector<Written> Program::*side) {
  Ends ends;
  for (const Program& program : config.programs) {
    for (const Written& queue : program.*side) {
      if (uses_bare_commands(program)) ends.bare.push_back({&program, &queue, nullptr});
      for (const UsedClient& used : program.uses) {
        if (is_bare(*used.library)) {
          ends.bare.push_back({&program, &queue, &used});
        } else if (!used.library->raw_queue) {
          ends.libraries.push_back({&program, &queue, &used});
        }
      }
    }
  }
  return ends;
}

void check(RuleRun& run, const std::vector<End>& bare, const std::vector<End>& libraries,
           bool consumes) {
  for (const End& end : bare) {
    for (const End& other : libraries) {
      if (end.queue->text != other.queue->text || end.program == other.program) continue;
      const redis::ClientLibrary& library = *other.used->library;
      std::string key = "other keys";
      if (!library.keys.empty()) {
        const auto use = client_use(*other.program, library);
        key = fmt::format("`{}`", redis::patterns_of(library.keys.front(), use).front());
      }
      Finding& finding = run.report(
          end.queue->at,
          fmt::format("`{}` {} the key `{}` itself, and {} keeps the queue under {}: what is "
                      "produced is never consumed",
                      end.program->workload.text, consumes ? "reads" : "writes", end.queue->text,
                      library.title, key));
      finding.caption = "a plain list or stream";
      add_label(finding, other.queue->at,
                fmt::format("`{}` uses {}", other.program->workload.text, library.title));
      finding.help = fmt::format("use {} at both ends, or a plain list at both", library.title);
    }
  }
}

}  // namespace

void rule_queue_raw_list_against_library(RuleRun& run) {
  const Ends producing = ends_of(*run.facts().config, &Program::produces),
             consuming = ends_of(*run.facts().config, &Program::consumes);
  check(run, consuming.bare, producing.libraries, true);
  check(run, producing.bare, consuming.libraries, false);
}

}  // namespace fairlead
