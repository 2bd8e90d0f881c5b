#include "model/server_lines.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "model/build.h"
#include "model/redis_mounts.h"

namespace fairlead {
namespace {

/// The container that runs the server, where the workload has one alone.
const Container* only_server(const Workload& workload) {
  const Container* server = nullptr;
  for (const Container& container : workload.containers) {
    if (container.init || !is_redis_image(container.image)) continue;
    if (server || runs_sentinel(container)) return nullptr;
    server = &container;
  }
  return server;
}

bool mounts(const Model& model, const Resource& holder, const Container& container) {
  const auto mounting = servers_mounting(model, holder);
  return std::ranges::any_of(
      mounting, [&](const ConfigMount& mount) { return mount.container == &container; });
}

/// Whether the command line names a configuration: Redis' own images read none otherwise.
bool names_a_file(const Container& container) {
  for (const auto* words : {&container.command, &container.args}) {
    for (const Ref word : *words) {
      if (contains(word.text(), ".conf")) return true;
    }
  }
  return false;
}

const ServerCommand* command_of(const Model& model, const Workload& workload,
                                const Container& container) {
  const auto found = std::ranges::find_if(model.server_commands, [&](const ServerCommand& each) {
    return each.resource == workload.resource && each.container == container.name;
  });
  return found == model.server_commands.end() ? nullptr : &*found;
}

/// The lines of what the container mounts; none where several texts could be the configuration.
std::vector<const Directive*> mounted_lines(const Model& model, const Container& container) {
  std::vector<const Directive*> lines;
  std::set<SourceId> texts;
  const Resource* last = nullptr;
  bool mounted = false;
  for (const Directive& line : model.directives) {
    if (line.place != ConfigPlace::redis_conf || !line.resource) continue;
    if (line.resource->kind != "ConfigMap" && line.resource->kind != "Secret") continue;
    if (line.resource != last) mounted = mounts(model, *line.resource, container);
    last = line.resource;
    if (!mounted) continue;
    texts.insert(line.source);
    lines.push_back(&line);
  }
  if (texts.size() > 1) lines.clear();
  return lines;
}

/// What compose mounts for the service, as far as its command line names it.
void add_mounted(const Model& model, ServerLines& server) {
  for (const MountedConfig& mounted : model.unit->mounted) {
    if (mounted.service != server.workload->resource->name) continue;
    for (const Directive& line : model.directives) {
      const bool same = line.source == mounted.file->source && !line.command_line;
      if (same && line.place == ConfigPlace::redis_conf) server.lines.push_back(&line);
    }
  }
  if (!server.lines.empty()) server.file_not_in_view = false;
}

}  // namespace

bool ServerLines::knows(std::string_view name) const {
  if (!command) return true;
  return !command->open && !command->unread.contains(lower(name)) &&
         (command->script.empty() || !contains(lower(command->script), lower(name)));
}

const Directive* ServerLines::last(std::string_view name) const {
  const auto found = std::ranges::find_if(lines.rbegin(), lines.rend(), [&](const Directive* line) {
    return equal_ignoring_case(line->words.front().text, name);
  });
  if (found == lines.rend()) return nullptr;
  // What is included behind it may set it again.
  const bool included = std::any_of(lines.rbegin(), found, [](const Directive* line) {
    return equal_ignoring_case(line->words.front().text, "include");
  });
  // Which of an included text and its own text comes last is not told by their order here.
  const bool elsewhere = std::ranges::any_of(lines, [&](const Directive* line) {
    return !line->command_line && line->at.source != (*found)->at.source &&
           equal_ignoring_case(line->words.front().text, name);
  });
  if (included || (elsewhere && !(*found)->command_line)) return nullptr;
  // An option that was read stands in the script itself.
  const bool open = command && (command->open || command->unread.contains(lower(name)));
  return ((*found)->command_line ? !open : knows(name)) ? *found : nullptr;
}

std::string_view ServerLines::value(std::string_view name) const {
  const Directive* line = last(name);
  return line && line->words.size() == 2 ? line->words[1].text : std::string_view();
}

std::vector<ServerLines> server_lines(const Model& model) {
  std::vector<ServerLines> servers;
  for (const Workload& workload : model.workloads) {
    const Container* container = only_server(workload);
    if (!container || workload.resource->partial) continue;
    ServerLines server{&workload, container, {}, command_of(model, workload, *container), false};
    if (names_a_file(*container) || (server.command && server.command->reads_file)) {
      server.lines = mounted_lines(model, *container);
      server.file_not_in_view = server.lines.empty();
    }
    add_mounted(model, server);
    for (const Directive& line : model.directives) {
      const bool server_line = line.place == ConfigPlace::redis_conf;
      if (server_line && line.resource == workload.resource) server.lines.push_back(&line);
    }
    servers.push_back(std::move(server));
  }
  return servers;
}

}  // namespace fairlead
