#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// A probe that runs `redis-cli … ping` and nothing that looks at the answer.
struct Probe {
  Ref command;       ///< the list, or compose's string
  std::string text;  ///< its words, joined
  std::string_view client = "redis-cli";
  /// From which versions on it has `-e`.
  std::string_view since() const { return client == "redis-cli" ? " (7.0 and later)" : ""; }
};

/// The client that a command runs `ping` with, or "".
std::string_view client_of(const std::string& text) {
  if (!contains(lower(text), "ping")) return {};
  for (const std::string_view client : {"valkey-cli", "redis-cli"}) {
    if (contains(text, client)) return client;
  }
  return {};
}

/// What makes something else of it: a script, a pipe, or `-e`, which turns an error into exit
/// code 1.
bool looks_at_answer(const std::string& text) {
  constexpr std::string_view marks[] = {"|",  "[",    "test ", "$(", "`",
                                        "==", " -e ", " -e\"", "&&", ";"};
  return std::ranges::any_of(marks, [&](std::string_view mark) { return contains(text, mark); });
}

bool gives_password(const std::string& written, const Container& container) {
  constexpr std::string_view options[] = {" -a",       " -u",   "--pass",  "--user",
                                          "--askpass", "auth ", "cli_auth"};
  const std::string text = lower(written);
  if (std::ranges::any_of(options, [&](std::string_view each) { return contains(text, each); })) {
    return true;
  }
  // Its client takes the password from there; what an envFrom brings is not known.
  return !container.env_from.empty() || container.at["env_file"].present() ||
         std::ranges::any_of(container.env, [](const EnvVar& variable) {
           return variable.name == "REDISCLI_AUTH" || variable.name == "VALKEYCLI_AUTH";
         });
}

std::optional<Probe> ping_probe(Ref command) {
  Probe probe{command, " "};
  for (const Node* word : command.items()) probe.text += std::string(word->text()) + " ";
  if (command.present() && command->is_scalar()) probe.text += std::string(command.text()) + " ";
  // It turns any failure into 1, and an error is none.
  constexpr std::string_view otherwise = " || exit 1 ";
  if (probe.text.ends_with(otherwise)) probe.text.resize(probe.text.size() - otherwise.size() + 1);
  probe.client = client_of(probe.text);
  if (probe.client.empty() || looks_at_answer(probe.text)) return std::nullopt;
  return probe;
}

/// Where the server is told to ask for a password, whatever that will be; empty where it is not.
Span password_at(const ServerLines& server) {
  // These may let `default` in without one.
  for (const std::string_view name : {"aclfile", "user"}) {
    if (server.last(name) || !server.knows(name)) return {};
  }
  const Directive* line = server.last("requirepass");
  if (line && !server.value("requirepass").empty()) return line->at;
  const bool later = server.command && server.command->unread.contains("requirepass");
  if (!later) return {};
  const Container& container = *server.container;
  const Ref words = container.at[container.args.empty() ? "command" : "args"];
  return words.present() ? words.span() : container.at["command"].span();
}

void report_auth(RuleRun& run, const ServerLines& server, const Probe& probe, Span password) {
  Finding& finding = run.report(
      *server.workload->resource, probe.command.span(),
      fmt::format("the probe gives no password and {} exits with 0 all the same: it passes on "
                  "NOAUTH, whatever state the server is in",
                  probe.client));
  finding.caption = "succeeds with an error for an answer";
  const bool compose = run.facts().unit->kind == UnitKind::compose;
  finding.help = fmt::format(
      "set REDISCLI_AUTH {} and call `{} -e ping`{}, which fails on every error",
      compose ? "in the service's `environment`" : "from the Secret", probe.client, probe.since());
  add_label(finding, password, "asks for a password");
}

/// Without a password there are LOADING, while data is read, and MISCONF, while none can be
/// written.
void report_errors(RuleRun& run, const ServerLines& server, const Probe& probe) {
  Finding& finding = run.report(
      *server.workload->resource, probe.command.span(),
      fmt::format("{} exits with 0 on errors too: the probe passes while the server answers "
                  "LOADING or MISCONF",
                  probe.client));
  finding.severity = Severity::note;
  finding.caption = "succeeds with an error for an answer";
  finding.help =
      fmt::format("call `{} -e ping`{}, which fails on every error", probe.client, probe.since());
}

}  // namespace

void rule_redis_probe_ignores_auth(RuleRun& run) {
  const bool compose = run.facts().unit->kind == UnitKind::compose;
  for (const ServerLines& server : run.facts().servers.servers) {
    const Ref at = server.container->at;
    const Span password = password_at(server);
    bool told = compose;  // who waits for a compose service, waits for something that listens
    for (const Ref command :
         {at["readinessProbe"]["exec"]["command"], at["livenessProbe"]["exec"]["command"],
          compose ? at["healthcheck"]["test"] : Ref()}) {
      const auto probe = ping_probe(command);
      if (!probe) continue;
      run.answered();
      if (!password.empty() && !gives_password(probe->text, *server.container)) {
        report_auth(run, server, *probe, password);
      } else if (!told) {
        report_errors(run, server, *probe);
      }
      told = true;
    }
  }
}

}  // namespace fairlead
