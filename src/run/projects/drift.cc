#include "run/projects/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "lint/words.h"

namespace fairlead {
namespace {

/// One end of a queue, and the database that it is led to.
struct QueueEnd {
  const ClientAt* client = nullptr;
  const Endpoint* endpoint = nullptr;
  const SourceMap* sources = nullptr;

  unsigned database() const { return endpoint->database.value_or(0); }
  std::string_view workload() const { return client->workload->resource->name; }
  /// The database's number, or where it stands in for one the address.
  Span at() const {
    const bool written = endpoint->database && !endpoint->database_at.empty();
    return sources->blame(written ? endpoint->database_at : endpoint->host_at).edit;
  }
};

/// Whether both mean one server: the same name in the same namespace, or the same host elsewhere.
bool one_server(const Endpoint& a, const Endpoint& b) {
  if (a.port != b.port || a.product != b.product) return false;
  const auto left = service_names(a.host, a.namespace_name);
  const auto right = service_names(b.host, b.namespace_name);
  if (left.empty() || right.empty()) return a.host == b.host;
  return left.front().name == right.front().name &&
         left.front().namespace_name == right.front().namespace_name &&
         left.front().pod == right.front().pod;
}

/// The ends of the queues of one library that are deployed to one place.
struct Ends {
  std::vector<QueueEnd> producers, consumers;
};
using Key = std::pair<const redis::ClientLibrary*, std::string_view>;

void add(const ProjectUnit& unit, std::map<Key, Ends>& queues) {
  for (const ClientAt& client : unit.facts->clients) {
    if (!client.program || client.endpoints.empty()) continue;
    // Of several addresses nobody knows whose database counts.
    const QueueEnd end{&client, client.endpoints.front(), unit.sources};
    const bool one = std::ranges::all_of(client.endpoints, [&](const Endpoint* each) {
      return each->database == end.endpoint->database;
    });
    if (!one) continue;
    for (const Written& queue : client.program->produces)
      queues[{client.library, queue.text}].producers.push_back(end);
    for (const Written& queue : client.program->consumes)
      queues[{client.library, queue.text}].consumers.push_back(end);
  }
}

void report(const Project& project, const SourceMap& written, std::string_view queue,
            const QueueEnd& producer, const QueueEnd& consumer, ProjectFindings& found) {
  const bool by_consumer = consumer.endpoint->database.has_value();
  const QueueEnd& wrong = by_consumer ? consumer : producer;
  const QueueEnd& other = by_consumer ? producer : consumer;
  if (!wrong.at().is_place()) return;
  Finding* finding = add_finding(
      "workload/drift", project, written, wrong.at(),
      fmt::format("`{}` puts jobs of `{}` into database {} and `{}` takes them from database {} of "
                  "the same server",
                  producer.workload(), queue, producer.database(), consumer.workload(),
                  consumer.database()),
      found);
  if (!finding) return;
  if (!other.endpoint->database) {  // a program may select one by itself
    finding->severity = std::min(finding->severity, Severity::warning);
    finding->confidence = Confidence::medium;
  }
  finding->resource = wrong.client->workload->resource->label();
  finding->caption = fmt::format("`{}` uses database {}", wrong.workload(), wrong.database());
  add_label(*finding, other.at(),
            fmt::format("`{}` uses database {}{}", other.workload(), other.database(),
                        other.endpoint->database ? "" : ", since none is named"));
  finding->help = "give both the same database";
}

}  // namespace

void find_drift(const Project& project, const SourceMap& written, ProjectFindings& found) {
  if (project.config->programs.empty()) return;
  std::map<WorldId, std::map<Key, Ends>> places;
  std::set<WorldId> asked;
  for (const ProjectUnit& unit : project.units) {
    const WorldId world = unit.facts->unit->world;
    if (unit.asked) asked.insert(world);
    add(unit, places[world]);
  }
  for (const auto& [world, queues] : places) {
    if (!asked.contains(world)) continue;
    for (const auto& [key, ends] : queues) {
      for (const QueueEnd& producer : ends.producers) {
        const auto meets = [&](const QueueEnd& consumer) {
          return !one_server(*producer.endpoint, *consumer.endpoint) ||
                 producer.database() == consumer.database();
        };
        if (!ends.consumers.empty() && std::ranges::none_of(ends.consumers, meets))
          report(project, written, key.second, producer, ends.consumers.front(), found);
      }
    }
  }
}

}  // namespace fairlead
