#include <fmt/format.h>

#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "model/quantity.h"
#include "model/server_lines.h"
#include "redis/memory.h"

namespace fairlead {
namespace {

void compare(RuleRun& run, const Directive& line, Ref limit) {
  if (line.words.size() != 2) return;
  const auto most = redis::parse_memory(line.words[1].text);
  const auto bytes = bytes_of_quantity(limit.text());
  // Without a limit of its own Redis takes what it gets; nothing is promised then.
  if (!most || *most == 0 || !bytes || *bytes == 0) return;
  run.answered();
  const auto percent = static_cast<double>(run.number("percent"));
  if (static_cast<double>(*most) * 100 < static_cast<double>(*bytes) * percent) return;
  const std::string what = fmt::format("`maxmemory {}`", line.words[1].text);
  const std::string message =
      *most < *bytes
          ? fmt::format(
                "{} leaves little of the container's limit of {}: with forks and buffers "
                "Redis takes more, and is killed",
                what, limit.text())
          : fmt::format(
                "{} {} the container's limit of {}: Redis never evicts nor refuses, it is "
                "killed",
                what, *most == *bytes ? "is" : "is more than", limit.text());
  Finding& finding = run.report(line.resource, line.words[1].at, message);
  finding.caption = "not below the container's limit";
  finding.help =
      "leave a quarter or more of the limit to forks, replication and clients' buffers; in Redis "
      "`mb` "
      "is 1024*1024 bytes, `m` 1000*1000";
  add_label(finding, limit.span(), "the container's limit");
}

/// Operators' objects name both in one place.
void check_operator(RuleRun& run, const Directive& line) {
  if (line.place != ConfigPlace::custom_config || !line.resource) return;
  if (lower(line.words.front().text) != "maxmemory") return;
  const Ref spec = line.resource->root["spec"];
  compare(run, line, spec["redis"]["resources"]["limits"]["memory"]);
  compare(run, line, spec["kubernetesConfig"]["resources"]["limits"]["memory"]);
}

}  // namespace

void rule_redis_maxmemory_exceeds_limit(RuleRun& run) {
  for (const ServerLines& server : server_lines(run.model())) {
    const Directive* line = server.last("maxmemory");
    if (line) compare(run, *line, server.container->at["resources"]["limits"]["memory"]);
  }
  for (const Directive& line : run.model().directives) check_operator(run, line);
}

}  // namespace fairlead
