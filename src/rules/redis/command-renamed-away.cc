#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "client/client_needs.h"
#include "facts/client/program.h"
#include "facts/client/writer.h"
#include "facts/server/charts/redis_charts.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/server_setting.h"

namespace fairlead {
namespace {

/// What one rename-command line takes from the programs that use the server.
struct Loss {
  std::vector<std::string> needed_by;  ///< "BullMQ"
  bool goes_on = true;                 ///< none of the libraries needs it to do its jobs
  std::vector<std::string> effects;    ///< what the libraries do without
  std::vector<std::pair<Span, std::string>> clients;
};
using Losses = std::map<const Directive*, Loss>;

void add_once(std::vector<std::string>& words, std::string_view word) {
  if (std::ranges::find(words, word) == words.end()) words.emplace_back(word);
}

/// Who loses the command: once for each place.
void add_client(Loss& loss, Span at, std::string words) {
  std::pair<Span, std::string> who(at, std::move(words));
  if (std::ranges::find(loss.clients, who) == loss.clients.end())
    loss.clients.push_back(std::move(who));
}

/// What of the library's needs the line takes away: every feature that nobody chooses.
void add(const ClientAt& client, const Endpoint& endpoint, const Directive& line, Losses& losses) {
  redis::ClientUse use;
  use.library = client.library;
  use.role = client.role;
  for (const redis::ClientCommands& commands : client.library->commands) {
    if (!commands.since.empty() || !redis::applies(use, commands.role, commands.optional)) continue;
    const bool needed = std::ranges::any_of(commands.names, [&](std::string_view name) {
      return equal_ignoring_case(name.substr(0, name.find('|')), line.words[1].text);
    });
    if (!needed) continue;
    Loss& loss = losses[&line];
    add_once(loss.needed_by, client.library->title);
    loss.goes_on = loss.goes_on && commands.goes_on;
    if (!commands.without.empty()) add_once(loss.effects, commands.without);
    add_client(loss, client.at, evidence_words(client));
    add_client(loss, endpoint.host_at, "connects to this server");
  }
}

/// The same of a command that fairlead.yaml says the program sends.
void add(const Program& program, const Endpoint& endpoint, const Directive& line, Losses& losses) {
  for (const Written& command : program.commands) {
    if (!equal_ignoring_case(split(trimmed(command.text), ' ').front(), line.words[1].text))
      continue;
    Loss& loss = losses[&line];
    add_once(loss.needed_by, fmt::format("`{}`", endpoint.workload->resource->name));
    loss.goes_on = false;
    add_client(loss, command.at, "the program sends it");
    add_client(loss, endpoint.host_at, "connects to this server");
  }
}

/// Calls `take` with each line of the server at an address that takes a command away.
template <typename Take>
void for_each_line(RuleRun& run, const Endpoint& endpoint, Take take) {
  const Service* service = run.connections().service_at(endpoint);
  if (!service) return;
  for (const Directive* line : server_settings(run.facts(), *service, "rename-command")) {
    run.answered();
    if (line->words.size() == 3) take(*line);
  }
}

void report(RuleRun& run, const Directive& line, const Loss& loss) {
  const std::string command = upper(line.words[1].text);
  std::string message = fmt::format("the server does not know `{}` under this name, which {} needs",
                                    command, joined(loss.needed_by, " and "));
  if (!loss.effects.empty()) message += fmt::format(": {}", joined(loss.effects, "; "));
  Finding& finding = run.report(line.resource, line.words[1].at, message);
  finding.caption = "unknown to every client from here on";
  if (loss.goes_on) finding.severity = std::min(finding.severity, Severity::warning);
  const std::string_view list = line.release ? disabling_field(*line.release) : "";
  finding.help =
      fmt::format("{}, and keep the command from those who must not run it with an ACL",
                  list.empty() ? "take the line out" : fmt::format("set `{}` without it", list));
  for (const auto& [at, words] : loss.clients) add_label(finding, at, words);
}

}  // namespace

void rule_redis_command_renamed_away(RuleRun& run) {
  Losses losses;
  for (const ClientAt& client : run.facts().clients) {
    for (const Endpoint* endpoint : client.endpoints)
      for_each_line(run, *endpoint,
                    [&](const Directive& line) { add(client, *endpoint, line, losses); });
  }
  for (const Endpoint& endpoint : run.facts().endpoints) {
    if (endpoint.product != Product::redis || !endpoint.workload) continue;
    const auto programs = programs_of(*run.facts().config, endpoint.workload->resource->name);
    if (programs.empty() || !is_only_redis(endpoint, run.facts().endpoints)) continue;
    for_each_line(run, endpoint, [&](const Directive& line) {
      for (const Program* program : programs) add(*program, endpoint, line, losses);
    });
  }
  // In the order of the lines, not of their places in memory.
  for (const Directive& line : run.facts().redis.directives) {
    if (const auto found = losses.find(&line); found != losses.end())
      report(run, line, found->second);
  }
}

}  // namespace fairlead
