#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

std::optional<std::int64_t> number(std::string_view text) {
  constexpr std::size_t longest = 6;
  const bool digits = !text.empty() && text.size() <= longest &&
                      text.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? std::optional(std::stoll(std::string(text))) : std::nullopt;
}

bool is_the_directive(const Directive& line) {
  const std::string name = lower(line.words.front().text);
  return name == "min-replicas-to-write" || name == "min-slaves-to-write";
}

void compare(RuleRun& run, const Directive& line, Ref replicas, std::int64_t pods) {
  const auto wanted = line.words.size() == 2 ? number(line.words[1].text) : std::nullopt;
  if (!wanted) return;
  run.answered();
  if (*wanted < pods) return;
  const std::string message = fmt::format(
      "writes need {} replicas and there can be {}: every write is refused with NOREPLICAS",
      *wanted, pods - 1);
  Finding& finding = run.report(line.resource, line.words[1].at, message);
  finding.caption = "more than there are";
  finding.help = "take the line out, or run more replicas";
  if (replicas.present()) add_label(finding, replicas.span(), "one of these is the master");
}

/// A lag of 0 takes the check away.
bool is_switched_off(const ServerLines& server) {
  return std::ranges::any_of(
      std::array{"min-replicas-max-lag", "min-slaves-max-lag"},
      [&](std::string_view name) { return server.value(name) == "0" || !server.knows(name); });
}

/// Replicas may run under another name: only a server that is alone in its namespace is judged.
bool is_alone(const std::vector<ServerLines>& servers, const ServerLines& server) {
  return std::ranges::count_if(servers, [&](const ServerLines& other) {
           return other.workload->resource->namespace_name ==
                  server.workload->resource->namespace_name;
         }) == 1;
}

void check_workloads(RuleRun& run) {
  const std::vector<ServerLines> servers = run.facts().servers.servers;
  for (const ServerLines& server : servers) {
    const Resource& resource = *server.workload->resource;
    if (resource.kind != "StatefulSet" && resource.kind != "Deployment") continue;
    const Ref replicas = resource.root["spec"]["replicas"];
    const auto pods = replicas.present() ? number(replicas.text()) : std::optional<std::int64_t>(1);
    if (!pods || *pods == 0 || !is_alone(servers, server) || is_switched_off(server)) continue;
    for (const Directive* line : server.lines) {
      const bool counts = is_the_directive(*line) && line == server.last(line->words[0].text);
      if (counts) compare(run, *line, replicas, *pods);
    }
  }
}

}  // namespace

void rule_redis_min_replicas_unreachable(RuleRun& run) {
  check_workloads(run);
  for (const Directive& line : run.facts().redis.directives) {
    if (line.place != ConfigPlace::custom_config || !line.resource) continue;
    if (!is_the_directive(line)) continue;
    const Ref replicas = line.resource->root["spec"]["redis"]["replicas"];
    if (const auto pods = number(replicas.text())) compare(run, line, replicas, *pods);
  }
}

}  // namespace fairlead
