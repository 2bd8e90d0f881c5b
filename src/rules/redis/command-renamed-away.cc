#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "client/client_needs.h"
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
    const std::pair<Span, std::string> who(client.at, evidence_words(client));
    if (std::ranges::find(loss.clients, who) == loss.clients.end()) loss.clients.push_back(who);
    const std::pair<Span, std::string> address(endpoint.host_at, "connects to this server");
    if (std::ranges::find(loss.clients, address) == loss.clients.end())
      loss.clients.push_back(address);
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
  finding.help =
      "take the line out, and keep the command from those who must not run it with an ACL";
  for (const auto& [at, words] : loss.clients) add_label(finding, at, words);
}

}  // namespace

void rule_redis_command_renamed_away(RuleRun& run) {
  Losses losses;
  for (const ClientAt& client : run.facts().clients) {
    for (const Endpoint* endpoint : client.endpoints) {
      const Service* service = run.connections().service_at(*endpoint);
      if (!service) continue;
      for (const Directive* line : server_settings(run.facts(), *service, "rename-command")) {
        run.answered();
        if (line->words.size() == 3) add(client, *endpoint, *line, losses);
      }
    }
  }
  // In the order of the lines, not of their places in memory.
  for (const Directive& line : run.facts().redis.directives) {
    if (const auto found = losses.find(&line); found != losses.end())
      report(run, line, found->second);
  }
}

}  // namespace fairlead
