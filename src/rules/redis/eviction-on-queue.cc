#include <fmt/format.h>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "redis/config/memory.h"
#include "wiring/client_servers.h"
#include "wiring/server_setting.h"

namespace fairlead {
namespace {

/// Whether the server has a limit at all: without one nothing is ever evicted.
bool has_limit(const Facts& facts, const Service& service) {
  const Directive* line = server_setting(facts, service, "maxmemory");
  if (!line || line->words.size() != 2) return false;
  const auto most = redis::parse_memory(line->words[1].text);
  return most && *most > 0;
}

void check(RuleRun& run, const ClientAt& client, const ClientServer& server) {
  const Service& service = *server.service;
  const Directive* line = server_setting(run.facts(), service, "maxmemory-policy");
  if (!line || line->words.size() != 2 || !has_limit(run.facts(), service)) return;
  run.answered();
  const Token& policy = line->words[1];
  const bool all = policy.text.starts_with("allkeys-");
  const redis::ClientLibrary& library = *client.library;
  // A plain list or stream has no end, so that `volatile-*` leaves it alone.
  const bool some = policy.text.starts_with("volatile-") && !library.packages.empty();
  if (!all && !some) return;
  const std::string message =
      fmt::format("`{}` on the Redis of {}: {}", policy.text, library.title,
                  all ? library.eviction_effect
                      : "locks and results, which have an end, go before their time when the "
                        "server is full");
  Finding& finding = run.report(line->resource, policy.at, message);
  if (!all) finding.severity = Severity::note;
  finding.caption = fmt::format("{} needs `{}`", library.title, library.eviction);
  add_label(finding, client.at, evidence_words(client));
  if (server.written) {
    add_label(finding, server.at, "connects to this server");
  } else {
    finding.confidence = Confidence::medium;
    add_label(finding, service.at, "the only Redis here, and no address says another");
  }
  finding.help = fmt::format("use `{}`, and give the server memory enough", library.eviction);
  if (run.sources().text(policy.at) == policy.text) {
    finding.fixes.push_back(
        {fmt::format("use `{}`", library.eviction), {{policy.at, std::string(library.eviction)}}});
  }
}

}  // namespace

void rule_redis_eviction_on_queue(RuleRun& run) {
  for (const ClientAt& client : run.facts().clients) {
    if (client.library->eviction.empty()) continue;
    const auto servers = servers_of(run.facts(), run.connections(), client);
    if (client.endpoints.empty() && servers.empty()) {
      run.unknown(client.at, fmt::format("the Redis of {}", client.library->title),
                  "which address it uses is not in view, or one of several");
    }
    for (const ClientServer& server : servers) check(run, client, server);
  }
}

}  // namespace fairlead
