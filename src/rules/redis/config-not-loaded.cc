#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/server/redis_mounts.h"
#include "facts/server/server_lines.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether the server starts with no configuration file: Redis' own image, and a command line that
/// names none and no script.
bool starts_without_file(const ServerLines& server) {
  if (!is_plain_redis_image(server.container->image) || server.workload->resource->partial)
    return false;
  const ServerCommand* command = server.command;
  const bool has_words = !server.container->command.empty() || !server.container->args.empty();
  if (!command) return !has_words;
  return !command->open && !command->reads_file && command->script.empty();
}

/// The objects of the unit that hold lines of redis.conf, each with its first line.
std::vector<const Directive*> held_configurations(const Facts& facts) {
  std::vector<const Directive*> first;
  for (const Directive& line : facts.redis.directives) {
    if (line.place != ConfigPlace::redis_conf || line.command_line || !line.resource) continue;
    const bool is_holder = line.resource->kind == "ConfigMap" || line.resource->kind == "Secret";
    const bool is_known = std::ranges::any_of(
        first, [&](const Directive* each) { return each->resource == line.resource; });
    if (is_holder && !is_known) first.push_back(&line);
  }
  return first;
}

/// The mount of the container at that path.
Ref mount_at(const Container& container, std::string_view path) {
  for (const Node* each : container.at["volumeMounts"].items())
    if (Ref(each)["mountPath"].text() == path) return Ref(each);
  return {};
}

void report(RuleRun& run, const ServerLines& server, const Directive& line, Ref mount) {
  const Resource& resource = *server.workload->resource;
  Finding& finding = run.report(
      resource, mount["mountPath"].span(),
      fmt::format("the configuration in {} `{}` is mounted, and the server is started without it: "
                  "none of its lines is in force",
                  line.resource->kind, line.resource->name));
  finding.caption = "mounted, not read";
  finding.help = "name the file on the command line: `redis-server /path/redis.conf`";
  add_label(finding, line.at, fmt::format("`{}` has no effect", line.words.front().text));
}

}  // namespace

void rule_redis_config_not_loaded(RuleRun& run) {
  const std::vector<const Directive*> held = held_configurations(run.facts());
  if (held.empty()) return;
  for (const ServerLines& server : run.facts().servers.servers) {
    if (!starts_without_file(server)) continue;
    for (const Directive* line : held) {
      for (const ConfigMount& mount : servers_mounting(*server.workload, *line->resource)) {
        if (mount.container != server.container) continue;
        run.answered();
        report(run, server, *line, mount_at(*server.container, mount.path));
      }
    }
  }
}

}  // namespace fairlead
