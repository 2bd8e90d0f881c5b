#include "facts/server/server_lines.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/server/redis_mounts.h"

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

/// Whether the command line names a configuration: Redis' own images read none otherwise.
bool names_a_file(const Container& container) {
  for (const auto* words : {&container.command, &container.args}) {
    for (const Ref word : *words) {
      if (contains(word.text(), ".conf")) return true;
    }
  }
  return false;
}

/// More lines than all servers of a unit are given: where thousands mount the same thousands of
/// lines, they would be as many as both multiplied.
constexpr std::size_t most_lines = 1'000'000;

using Lines = std::vector<const Directive*>;

/// The lines of a unit by what holds them, in their order.
class LineIndex {
 public:
  LineIndex(const RedisLines& redis, std::span<const MountedConfig> configs) {
    for (const ServerCommand& command : redis.server_commands) {
      commands_[command.resource].push_back(&command);
    }
    for (const MountedConfig& mounted : configs) {
      mounted_[mounted.service].push_back(mounted.file->source);
    }
    for (const Directive& line : redis.directives) {
      if (line.place != ConfigPlace::redis_conf) continue;
      if (!line.command_line) of_source_[line.source].push_back(&line);
      if (!line.resource) continue;
      Lines& lines = of_resource_[line.resource];
      const bool held = line.resource->kind == "ConfigMap" || line.resource->kind == "Secret";
      if (held && lines.empty()) holders_[line.resource->name].push_back(line.resource);
      lines.push_back(&line);
    }
  }

  const ServerCommand* command(const Workload& workload, const Container& container) const {
    for (const ServerCommand* each : in(commands_, workload.resource)) {
      if (each->container == container.name) return each;
    }
    return nullptr;
  }

  /// The lines of what the container mounts; none where several texts could be the configuration.
  Lines mounted(const Workload& workload, const Container& container) const {
    Lines lines;
    std::set<SourceId> texts;
    for (const Resource* holder : mounted_holders(workload)) {
      const auto mounts = servers_mounting(workload, *holder);
      if (std::ranges::find(mounts, &container, &ConfigMount::container) == mounts.end()) continue;
      for (const Directive* line : in(of_resource_, holder)) texts.insert(line->source);
      if (texts.size() > 1) return {};
      lines = in(of_resource_, holder);
    }
    return lines;
  }

  /// What compose mounts for the service, as far as its command line names it.
  void add_mounted(std::string_view service, Lines& lines) const {
    for (const SourceId source : in(mounted_, service)) add(in(of_source_, source), lines);
  }

  void add_own(const Resource* resource, Lines& lines) const {
    add(in(of_resource_, resource), lines);
  }

 private:
  template <typename Map, typename Key>
  static typename Map::mapped_type in(const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? typename Map::mapped_type() : found->second;
  }

  static void add(const Lines& more, Lines& lines) {
    lines.insert(lines.end(), more.begin(), more.end());
  }

  /// Those with lines among what the pod's volumes hold.
  std::vector<const Resource*> mounted_holders(const Workload& workload) const {
    std::vector<const Resource*> found;
    for (const std::string_view name : held_names(workload)) {
      for (const Resource* holder : in(holders_, name)) found.push_back(holder);
    }
    return found;
  }

  std::unordered_map<const Resource*, std::vector<const ServerCommand*>> commands_;
  std::unordered_map<std::string_view, std::vector<SourceId>> mounted_;
  std::unordered_map<SourceId, Lines> of_source_;
  std::unordered_map<const Resource*, Lines> of_resource_;
  std::unordered_map<std::string_view, std::vector<const Resource*>> holders_;
};

}  // namespace

bool ServerLines::knows(std::string_view name) const {
  if (unread) return false;
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

bool ServerLines::surely_lacks(std::span<const std::string_view> names) const {
  if (unread || file_not_in_view || !is_plain_redis_image(container->image)) return false;
  const auto is_set = [&](std::string_view name) {
    return std::ranges::any_of(lines, [&](const Directive* line) {
      return equal_ignoring_case(line->words.front().text, name);
    });
  };
  return !is_set("include") && knows("include") &&
         std::ranges::none_of(names, [&](auto name) { return is_set(name) || !knows(name); });
}

bool lets_everybody_in(const ServerLines& server) {
  constexpr std::string_view closing[] = {"requirepass", "user", "aclfile"};
  return server.surely_lacks(closing);
}

std::vector<ServerLines> server_lines_of(std::span<const Workload> workloads,
                                         const RedisLines& lines,
                                         std::span<const MountedConfig> mounted) {
  const LineIndex index(lines, mounted);
  std::vector<ServerLines> servers;
  std::size_t left = most_lines;
  for (const Workload& workload : workloads) {
    const Container* container = only_server(workload);
    if (!container || workload.resource->partial) continue;
    ServerLines server{&workload, container, {}, index.command(workload, *container), false, false};
    if (names_a_file(*container) || (server.command && server.command->reads_file)) {
      server.lines = index.mounted(workload, *container);
      server.file_not_in_view = server.lines.empty();
    }
    index.add_mounted(workload.resource->name, server.lines);
    if (!server.lines.empty()) server.file_not_in_view = false;
    index.add_own(workload.resource, server.lines);
    if (server.lines.size() > left) {
      server.lines = {};
      server.file_not_in_view = server.unread = true;
    }
    left -= server.lines.size();
    servers.push_back(std::move(server));
  }
  return servers;
}

}  // namespace fairlead
