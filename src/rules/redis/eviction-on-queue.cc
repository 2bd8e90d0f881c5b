#include <fmt/format.h>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "model/server_setting.h"

namespace fairlead {
namespace {

/// Whether the server has a limit at all: without one nothing is ever evicted.
bool has_limit(const Model& model, const Service& service) {
  const auto limit = server_setting(model, service, "maxmemory");
  return limit && limit->value.find_first_of("123456789") != std::string_view::npos;
}

void check(RuleRun& run, const ClientAt& client, const Endpoint& endpoint) {
  const Service* service = reached_service(run.model(), run.world(), endpoint);
  if (!service) return;
  const auto policy = server_setting(run.model(), *service, "maxmemory-policy");
  if (!policy || !has_limit(run.model(), *service)) return;
  run.answered();
  const bool all = policy->value.starts_with("allkeys-");
  if (!all && !policy->value.starts_with("volatile-")) return;
  const redis::ClientLibrary& library = *client.library;
  Finding& finding = run.report(
      *policy->resource, policy->at,
      fmt::format("`{}` on the Redis of {}: {}", policy->value, library.title,
                  all ? std::string(library.eviction_effect)
                      : "locks and results, which have an end, go before their time when the "
                        "server is full"));
  if (!all) finding.severity = Severity::note;
  finding.caption = fmt::format("{} needs `{}`", library.title, library.eviction);
  add_label(finding, client.at, evidence_words(client));
  add_label(finding, endpoint.host_at, "connects to this server");
  finding.help = fmt::format("use `{}`, and give the server memory enough", library.eviction);
  if (run.sources().text(policy->at) == policy->value) {
    finding.fixes.push_back(
        {fmt::format("use `{}`", library.eviction), {{policy->at, std::string(library.eviction)}}});
  }
}

}  // namespace

void rule_redis_eviction_on_queue(RuleRun& run) {
  for (const ClientAt& client : run.model().clients) {
    if (client.library->eviction.empty()) continue;
    for (const Endpoint* endpoint : client.endpoints) check(run, client, *endpoint);
  }
}

}  // namespace fairlead
