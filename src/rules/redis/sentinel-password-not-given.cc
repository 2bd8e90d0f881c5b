#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "facts/server/redis_mounts.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/server_setting.h"

namespace fairlead {
namespace {

/// Whether a line is in the configuration that a workload's Sentinel is started with.
bool is_read_by(const Facts& facts, const Directive& line, const Workload& workload) {
  if (line.place != ConfigPlace::sentinel_conf) return false;
  if (line.resource == workload.resource) return true;
  if (line.resource) return !servers_mounting(workload, *line.resource).empty();
  return std::ranges::any_of(facts.unit->mounted, [&](const MountedConfig& each) {
    return each.sentinel && each.service == workload.resource->name &&
           each.file->source == line.source;
  });
}

/// The line that makes the Sentinels behind a Service ask for a password; null where none is known.
const Directive* password_line(const Facts& facts, const Service& service) {
  const Workload* workload = workload_behind(facts, service);
  if (!workload) return nullptr;
  for (const Directive& line : facts.redis.directives) {
    const bool is_password = line.words.size() == 2 && !line.words[1].text.empty() &&
                             equal_ignoring_case(line.words[0].text, "requirepass");
    if (is_password && is_read_by(facts, line, *workload)) return &line;
  }
  return nullptr;
}

/// Whether the container has something that may be the Sentinels' password.
bool may_be_given(const Facts& facts, const Endpoint& endpoint) {
  for (const ContainerSettings& each : facts.settings) {
    if (each.container != endpoint.container) continue;
    return each.open || std::ranges::any_of(each.settings, [](const Setting& setting) {
             const std::string value = lower(setting.value.value);
             const bool is_named =
                 contains(upper(setting.name), "SENTINEL") && names_credential(setting.name);
             return is_named || contains(value, "sentinel_kwargs") ||
                    contains(value, "sentinelpassword") || contains(value, "sentinel_password");
           });
  }
  return true;
}

}  // namespace

void rule_redis_sentinel_password_not_given(RuleRun& run) {
  const Facts& facts = run.facts();
  std::vector<const Container*> told;
  for (const Endpoint& endpoint : facts.endpoints) {
    if (endpoint.product != Product::sentinel || !endpoint.container) continue;
    const Service* service = run.connections().service_at(endpoint);
    const Directive* line = service ? password_line(facts, *service) : nullptr;
    if (!line || std::ranges::find(told, endpoint.container) != told.end()) continue;
    told.push_back(endpoint.container);
    if (may_be_given(facts, endpoint)) {
      run.unknown(endpoint.host_at,
                  fmt::format("the password of the Sentinels `{}`", endpoint.host),
                  "which variable the program reads it from is not known");
      continue;
    }
    run.answered();
    Finding& finding = run.report(
        *endpoint.workload->resource, endpoint.host_at,
        fmt::format(
            "the Sentinels `{}` ask for a password of their own, and `{}` is given none for "
            "them: `NOAUTH Authentication required`",
            endpoint.host, endpoint.container->name));
    finding.caption = "the URL's password is for the master";
    finding.help =
        "give the program the Sentinels' password too (Celery: "
        "`sentinel_kwargs={\"password\": …}`, ioredis: `sentinelPassword`)";
    add_label(finding, line->words.front().at, "asks for a password");
  }
}

}  // namespace fairlead
