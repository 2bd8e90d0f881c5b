#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "lint/words.h"
#include "rules/scaler/trigger_sides.h"

namespace fairlead {
namespace {

bool is_tls(const Endpoint& endpoint) {
  return endpoint.scheme == "rediss" || endpoint.scheme == "valkeys";
}

/// Whether the trigger speaks TLS; nothing where an authentication may say so, too.
std::optional<bool> trigger_tls(const Trigger& trigger) {
  const TriggerValue* value = trigger.find("enableTLS");
  if (!value) return trigger.authentication.present() ? std::nullopt : std::optional(false);
  const std::string word = lower(trimmed(value->text.value));
  if (word == "true" || word == "1") return true;
  return word == "false" || word == "0" ? std::optional(false) : std::nullopt;
}

void check_tls(RuleRun& run, const TriggerSide& side) {
  const auto& [scaler, trigger, endpoint, program] = side;
  const std::optional<bool> tls = trigger_tls(*trigger);
  const auto url =
      std::ranges::find_if(program, [](const Endpoint* each) { return !each->scheme.empty(); });
  if (!tls || url == program.end()) return;
  run.answered();
  const auto agrees = [&](const Endpoint* each) {
    return !each->scheme.empty() && is_tls(*each) == *tls;
  };
  if (std::ranges::any_of(program, agrees)) return;
  const TriggerValue* value = trigger->find("enableTLS");
  Finding& finding = run.report(
      *scaler->resource, value ? value->at.span() : endpoint->host_at,
      fmt::format("{} speaks TLS to `{}`, and {} does not: KEDA gets no answer",
                  *tls ? "KEDA" : "the program", endpoint->host, *tls ? "the program" : "KEDA"));
  add_label(finding, (*url)->at, fmt::format("`{}://` here", (*url)->scheme));
  finding.help = *tls ? "leave `enableTLS` out" : "add `enableTLS: \"true\"` to the metadata";
}

void check_database(RuleRun& run, const TriggerSide& side) {
  const auto& [scaler, trigger, endpoint, program] = side;
  const TriggerValue* index = trigger->find("databaseIndex");
  if (trigger->redis->server != TriggerServer::one || (index && !endpoint->database)) return;
  run.answered();
  const unsigned measured = endpoint->database.value_or(0);
  // Without a number a program may choose one elsewhere.
  if (std::ranges::any_of(program, [&](const Endpoint* each) {
        return !each->database || each->database == measured;
      }))
    return;
  const Endpoint& own = *program.front();
  const TriggerValue* key = trigger->find(trigger->redis->streams ? "stream" : "listName");
  const Ref at = index ? index->at : key ? key->at : trigger->at["type"];
  Finding& finding = run.report(
      *scaler->resource, at.span(),
      fmt::format("KEDA looks in database {}, and the program that it scales uses {}: KEDA finds "
                  "the queue empty",
                  measured, *own.database));
  add_label(finding, own.database_at, fmt::format("database {}", *own.database));
  finding.help = fmt::format("write `databaseIndex: \"{}\"`", *own.database);
}

}  // namespace

void rule_scaler_connection_differs(RuleRun& run) {
  for (const TriggerSide& side : trigger_sides(run)) {
    if (side.program.empty()) continue;
    check_tls(run, side);
    check_database(run, side);
  }
}

}  // namespace fairlead
