#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/client/program.h"
#include "facts/client/writer.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "wiring/client_servers.h"

namespace fairlead {
namespace {

/// A program's emptying of a server.
struct Flush {
  const Written* command = nullptr;  ///< declared: FLUSHDB or FLUSHALL
  const Endpoint* endpoint = nullptr;
  bool is_all = false;
};

std::vector<Flush> flushes_of(const Facts& facts) {
  std::vector<Flush> flushes;
  for (const Endpoint& endpoint : facts.endpoints) {
    if (endpoint.product != Product::redis || !endpoint.workload) continue;
    if (!is_only_redis(endpoint, facts.endpoints)) continue;
    for (const Program* program : programs_of(*facts.config, endpoint.workload->resource->name)) {
      for (const Written& command : program->commands) {
        const std::string word = upper(split(trimmed(command.text), ' ').front());
        if (word == "FLUSHDB" || word == "FLUSHALL")
          flushes.push_back({&command, &endpoint, word == "FLUSHALL"});
      }
    }
  }
  return flushes;
}

/// Whether the queue of a client lies where the program empties.
bool is_hit(const RuleRun& run, const Flush& flush, const ClientAt& client,
            const ClientServer& server) {
  if (!server.written || client.workload == flush.endpoint->workload) return false;
  if (server.service != run.connections().service_at(*flush.endpoint)) return false;
  return flush.is_all ||
         server.written->database.value_or(0) == flush.endpoint->database.value_or(0);
}

void report(RuleRun& run, const Flush& flush, const ClientAt& client, const ClientServer& server) {
  const Endpoint& from = *flush.endpoint;
  const std::string where =
      flush.is_all ? fmt::format("`{}`", from.host)
                   : fmt::format("database {} of `{}`", from.database.value_or(0), from.host);
  Finding& finding = run.report(
      *from.workload->resource, from.database_at.is_place() ? from.database_at : from.host_at,
      fmt::format("`{}` sends `{}` to {}, where {} of `{}` keeps its jobs",
                  from.workload->resource->name, flush.is_all ? "FLUSHALL" : "FLUSHDB", where,
                  client.library->title, client.workload->resource->name));
  finding.caption = "emptied from here";
  finding.help = flush.is_all ? "give it a server of its own, or `FLUSHDB` and another database"
                              : "give it another database, or a server of its own";
  add_label(finding, server.at, "the queue lies here");
  add_label(finding, flush.command->at, "declared here");
}

}  // namespace

void rule_queue_flushed_by_another(RuleRun& run) {
  const std::vector<Flush> flushes = flushes_of(run.facts());
  if (flushes.empty()) return;
  for (const ClientAt& client : run.facts().clients) {
    // Channels hold nothing that one could delete.
    if (client.library->keys.empty()) continue;
    for (const ClientServer& server : servers_of(run.facts(), run.connections(), client)) {
      for (const Flush& flush : flushes) {
        run.answered();
        if (is_hit(run, flush, client, server)) report(run, flush, client, server);
      }
    }
  }
}

}  // namespace fairlead
