#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "facts/cluster/workload.h"
#include "facts/server/redis.h"

namespace fairlead {

/// The lines that a Redis server's container is certain to run with: those of the one configuration
/// that it mounts, then those of its command line, which win.
struct ServerLines {
  const Workload* workload = nullptr;
  const Container* container = nullptr;
  std::vector<const Directive*> lines;
  const ServerCommand* command = nullptr;  ///< null where nothing but the image starts the server
  bool file_not_in_view = false;  ///< its command line names a configuration that is not in view
  bool unread = false;  ///< there are more lines in the unit than are looked at: none is here

  /// Whether the lines say all about a directive: no script, and nothing that is filled in later,
  /// may set it.
  bool knows(std::string_view name) const;
  /// The line of a directive that counts, or null where none is in view or another may count.
  const Directive* last(std::string_view name) const;
  /// Its only value, or "".
  std::string_view value(std::string_view name) const;
  /// Whether the server is certain to run without any of the directives: Redis' own image, all of
  /// whose options are in view.
  bool surely_lacks(std::span<const std::string_view> names) const;
};

/// Whether the server is certain to ask nobody for a password: it has neither one nor users.
bool lets_everybody_in(const ServerLines& server);

/// Every container of a Redis server (no Sentinel) that is the only one of its workload. What a
/// patch may still change is left out.
std::vector<ServerLines> server_lines_of(std::span<const Workload> workloads,
                                         const RedisLines& lines,
                                         std::span<const MountedConfig> mounted);

}  // namespace fairlead
