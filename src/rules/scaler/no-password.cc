#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lint/words.h"
#include "rules/scaler/trigger_sides.h"
#include "wiring/server_setting.h"

namespace fairlead {
namespace {

/// What shows that the server asks for a password.
struct Asked {
  Span at;
  std::string words;
};

/// The URL with a password by which the program reaches the server.
const Connection* login_of(const RuleRun& run, const TriggerSide& side) {
  for (const Connection& each : run.facts().connections) {
    if (!each.container || each.url.password.empty()) continue;
    const bool is_it = std::ranges::any_of(side.program, [&](const Endpoint* endpoint) {
      return endpoint->container == each.container && endpoint->variable == each.variable;
    });
    if (is_it) return &each;
  }
  return nullptr;
}

std::optional<Asked> asked(const RuleRun& run, const TriggerSide& side) {
  const Facts& facts = run.facts();
  if (const Service* service = run.connections().service_at(*side.endpoint)) {
    const Directive* line = server_setting(facts, *service, "requirepass");
    const bool has_users = !server_settings(facts, *service, "user").empty() ||
                           server_setting(facts, *service, "aclfile");
    if (line && line->words.size() == 2 && !line->words[1].text.empty() && !has_users)
      return Asked{line->words.front().at, "the server asks for a password"};
  }
  if (side.program.empty()) return std::nullopt;
  const Connection* login = login_of(run, side);
  if (!login) return std::nullopt;
  return Asked{login->span(run.sources(), login->url.hosts.front().host),
               "the program logs in here with a password"};
}

}  // namespace

void rule_scaler_no_password(RuleRun& run) {
  for (const TriggerSide& side : trigger_sides(run)) {
    // A Sentinel is not asked with the servers' password.
    if (side.trigger->redis->server == TriggerServer::sentinel) continue;
    if (side.trigger->find("password") || side.trigger->authentication.present()) continue;
    run.answered();
    const std::optional<Asked> found = asked(run, side);
    if (!found) continue;
    Finding& finding = run.report(
        *side.scaler->resource, side.endpoint->host_at,
        fmt::format("the Redis `{}` asks for a password, and the trigger has none: `NOAUTH "
                    "Authentication required`",
                    side.endpoint->host));
    finding.caption = "no password beside it";
    add_label(finding, found->at, found->words);
    finding.help =
        "give it by a TriggerAuthentication, or name the container's variable: `passwordFromEnv`";
  }
}

}  // namespace fairlead
