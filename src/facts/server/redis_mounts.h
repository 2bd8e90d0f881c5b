#pragma once
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/cluster/holder.h"
#include "facts/cluster/workload.h"
#include "facts/server/redis.h"

namespace fairlead {

/// A container that has a ConfigMap or Secret mounted.
struct ConfigMount {
  const Workload* workload = nullptr;
  const Container* container = nullptr;
  std::string path;  ///< of the directory, or of the one key that is mounted
};

/// The containers of Redis servers (by image or command) of the unit that mount the object.
std::vector<ConfigMount> servers_mounting(std::span<const Workload> workloads,
                                          const Resource& holder);
std::vector<ConfigMount> servers_mounting(const Workload& workload, const Resource& holder);
/// The names of the ConfigMaps and Secrets that the pod's volumes hold, each once.
std::set<std::string_view> held_names(const Workload& workload);

/// Whether a pod's volume has the ConfigMap or Secret in it.
bool volume_holds(Ref volume, const Resource& holder);

/// Whether a pod mounts the object, whatever its containers run.
bool is_mounted(std::span<const Workload> workloads, const Resource& holder);

/// The containers of servers that read the directive: those that mount its file, or the one whose
/// command line it stands on.
std::vector<ConfigMount> servers_reading(std::span<const Workload> workloads,
                                         const Directive& directive);

/// Whether the container's command line, environment or image may set a password or users that its
/// files do not show: `--requirepass`, a shell, an image of another maker than Redis' and Valkey's
/// own.
bool may_set_users(const Container& container);

/// Whether the only Redis server of the workload takes all its configuration from its command line,
/// and sets no password there.
bool is_open_command_line(std::span<const Workload> workloads, const Resource& resource);

enum class FileAt : std::uint8_t { present, missing, unknown };

/// Whether a file exists in the container: by the keys of what is mounted over its directory. What
/// no volume covers is missing in Redis' and Valkey's own images (they have no configuration
/// files). `unit` and `holders` are those of the container.
FileAt file_at(const Unit& unit, std::span<const Holder> holders, const ConfigMount& mount,
               std::string_view path);

}  // namespace fairlead
