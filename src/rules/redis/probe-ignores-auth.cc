#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "model/server_lines.h"

namespace fairlead {
namespace {

/// An exec probe that runs `redis-cli … ping` and nothing that looks at the answer.
struct Probe {
  Ref command;       ///< the list
  std::string text;  ///< its words, joined
};

bool runs_ping(const std::string& text) {
  const bool client = contains(text, "redis-cli") || contains(text, "valkey-cli");
  return client && contains(lower(text), "ping");
}

/// What makes something else of it: a script, a pipe, or `-e`, which turns an error into exit
/// code 1.
bool looks_at_answer(const std::string& text) {
  constexpr std::string_view marks[] = {"|",  "[",    "test ", "$(", "`",
                                        "==", " -e ", " -e\"", "&&", ";"};
  return std::ranges::any_of(marks, [&](std::string_view mark) { return contains(text, mark); });
}

bool gives_password(const std::string& text, const Container& container) {
  constexpr std::string_view options[] = {" -a ", " -a", "--pass", "--user", "--askpass", "auth "};
  if (std::ranges::any_of(options, [&](std::string_view each) { return contains(text, each); })) {
    return true;
  }
  // Its client takes the password from there; what an envFrom brings is not known.
  return !container.env_from.empty() ||
         std::ranges::any_of(container.env, [](const EnvVar& variable) {
           return variable.name == "REDISCLI_AUTH" || variable.name == "VALKEYCLI_AUTH";
         });
}

std::optional<Probe> ping_probe(const Container& container, std::string_view name) {
  Probe probe{container.at[name]["exec"]["command"], " "};
  for (const Node* word : probe.command.items()) probe.text += std::string(word->text()) + " ";
  if (!runs_ping(probe.text) || looks_at_answer(probe.text)) return std::nullopt;
  return probe;
}

const Directive* password_line(const ServerLines& server) {
  const Directive* line = server.last("requirepass");
  return line && !server.value("requirepass").empty() ? line : nullptr;
}

void report_auth(RuleRun& run, const ServerLines& server, const Probe& probe,
                 const Directive& line) {
  Finding& finding = run.report(
      *server.workload->resource, probe.command.span(),
      "the probe gives no password and redis-cli exits with 0 all the same: it passes on NOAUTH, "
      "whatever state the server is in");
  finding.caption = "succeeds with an error for an answer";
  finding.help =
      "set REDISCLI_AUTH from the Secret and call `redis-cli -e ping` (7.0 and later), which fails "
      "on every error";
  add_label(finding, line.at, "asks for a password");
}

/// Without a password there are LOADING, while data is read, and MISCONF, while none can be
/// written.
void report_errors(RuleRun& run, const ServerLines& server, const Probe& probe) {
  Finding& finding = run.report(
      *server.workload->resource, probe.command.span(),
      "redis-cli exits with 0 on errors too: the probe passes while the server answers LOADING or "
      "MISCONF");
  finding.severity = Severity::note;
  finding.caption = "succeeds with an error for an answer";
  finding.help = "call `redis-cli -e ping` (7.0 and later), which fails on every error";
}

}  // namespace

void rule_redis_probe_ignores_auth(RuleRun& run) {
  for (const ServerLines& server : server_lines(run.model())) {
    const Directive* password = password_line(server);
    bool told = false;
    for (const std::string_view name : {"readinessProbe", "livenessProbe"}) {
      const auto probe = ping_probe(*server.container, name);
      if (!probe) continue;
      run.answered();
      if (password && !gives_password(probe->text, *server.container)) {
        report_auth(run, server, *probe, *password);
      } else if (!told) {
        report_errors(run, server, *probe);
      }
      told = true;
    }
  }
}

}  // namespace fairlead
