#include "facts/server/config_use.h"

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "facts/server/redis_mounts.h"
#include "facts/server/server_lines.h"

namespace fairlead {
namespace {

/// Programs of which one may make a file of another.
constexpr std::string_view writers[] = {
    "sed",      "awk",      "gawk", "grep",   "egrep",     "perl",   "python",         "python3",
    "tr",       "cat",      "echo", "printf", "tee",       "cut",    "head",           "tail",
    "envsubst", "gomplate", "ytt",  "confd",  "dockerize", "jinja2", "consul-template"};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// Whether the text holds one of the programs' names as a word of its own.
bool runs_writer(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_name(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_name(text[end])) ++end;
    if (std::ranges::find(writers, text.substr(at, end - at)) != std::end(writers)) return true;
    at = end;
  }
  return false;
}

bool runs_writer(const Container& container) {
  for (const auto* words : {&container.command, &container.args}) {
    for (const Ref word : *words) {
      if (runs_writer(word.text())) return true;
    }
  }
  return false;
}

bool mounts(const Container& container, std::string_view volume) {
  return std::ranges::any_of(container.at["volumeMounts"].items(), [&](const Node* mount) {
    return Ref(mount)["name"].text() == volume;
  });
}

/// Whether a server that mounts the ACL file may read it.
bool may_read(const ServerLines& server, std::string_view file) {
  if (server.file_not_in_view || !server.knows("aclfile") || server.last("include")) return true;
  const Directive* line = server.last("aclfile");
  return line && (line->words.size() != 2 || base_name(line->words[1].text) == file);
}

bool is_read(const AclFile& file, std::span<const Workload> workloads,
             std::span<const ServerLines> servers) {
  if (!file.resource) return true;
  const auto mounting = servers_mounting(workloads, *file.resource);
  if (mounting.empty()) return true;
  return std::ranges::any_of(mounting, [&](const ConfigMount& mount) {
    const auto server = std::ranges::find(servers, mount.container, &ServerLines::container);
    return server == servers.end() || may_read(*server, file.name);
  });
}

}  // namespace

bool may_be_overruled(const RedisLines& lines, std::span<const std::string_view> names) {
  const auto named = [&](std::string_view directive) {
    return std::ranges::any_of(
        names, [&](std::string_view name) { return equal_ignoring_case(name, directive); });
  };
  for (const ServerCommand& command : lines.server_commands) {
    if (command.open || std::ranges::any_of(command.unread, named)) return true;
  }
  return std::ranges::any_of(lines.directives, [&](const Directive& line) {
    return line.command_line && named(line.words.front().text);
  });
}

bool may_be_rewritten(std::span<const Workload> workloads, const Resource* holder) {
  if (!holder) return false;
  for (const Workload& workload : workloads) {
    if (workload.resource->namespace_name != holder->namespace_name) continue;
    for (const Node* volume : workload.pod_spec["volumes"].items()) {
      if (!volume_holds(Ref(volume), *holder)) continue;
      const std::string_view name = Ref(volume)["name"].text();
      for (const Container& container : workload.containers) {
        if (mounts(container, name) && runs_writer(container)) return true;
      }
    }
  }
  return false;
}

RedisLines without_unread_acl_files(RedisLines lines, std::span<const Workload> workloads,
                                    std::span<const MountedConfig> mounted) {
  if (lines.acl_files.empty()) return lines;
  const std::vector<ServerLines> servers = server_lines_of(workloads, lines, mounted);
  std::set<SourceId> unread;
  for (const AclFile& file : lines.acl_files) {
    if (!is_read(file, workloads, servers)) unread.insert(file.source);
  }
  std::erase_if(lines.acl_files, [&](const AclFile& file) { return unread.contains(file.source); });
  std::erase_if(lines.acl_users,
                [&](const AclUserLine& user) { return unread.contains(user.source); });
  return lines;
}

}  // namespace fairlead
