#include "facts/server/acl_readers.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "facts/server/acl.h"
#include "facts/server/config_fault.h"
#include "facts/server/redis_mounts.h"

namespace fairlead {
namespace {

/// Who reads the ACL files of a unit.
class FileReaders {
 public:
  FileReaders(std::span<const Directive> lines, std::span<const Workload> workloads,
              std::span<const MountedConfig> mounted)
      : workloads_(workloads), mounted_(mounted), sentinels_(sentinel_texts(lines)) {
    for (const Directive& line : lines) {
      if (line.words.size() == 2 && equal_ignoring_case(line.words.front().text, "aclfile"))
        names_.emplace_back(base_name(line.words[1].text), is_of_sentinel(line.source));
    }
  }

  bool is_of_sentinel(SourceId source) const { return sentinels_.contains(source); }

  AclReader of(const AclFile& file) const {
    Found found;
    if (file.resource) {
      for (const ConfigMount& mount : servers_mounting(workloads_, *file.resource))
        found.add(runs_sentinel(*mount.container));
    }
    for (const MountedConfig& mounted : mounted_) {
      if (mounted.file && mounted.file->source == file.source) found.add(mounted.sentinel);
    }
    if (!found.any()) {
      for (const auto& [name, sentinel] : names_) {
        if (name == base_name(file.name)) found.add(sentinel);
      }
    }
    return found.reader();
  }

 private:
  struct Found {
    bool data = false, sentinel = false;

    void add(bool is_sentinel) { (is_sentinel ? sentinel : data) = true; }
    bool any() const { return data || sentinel; }
    AclReader reader() const {
      if (data == sentinel) return AclReader::either;
      return data ? AclReader::data : AclReader::sentinel;
    }
  };

  std::span<const Workload> workloads_;
  std::span<const MountedConfig> mounted_;
  std::set<SourceId> sentinels_;
  std::vector<std::pair<std::string_view, bool>> names_;  ///< by which configurations name a file
};

}  // namespace

RedisLines with_acl_readers(RedisLines lines, std::span<const Workload> workloads,
                            std::span<const MountedConfig> mounted) {
  if (other_server_in_view(workloads)) {
    // Theirs have other commands, and Dragonfly writes `USER` in capitals.
    lines.acl_files.clear();
    std::erase_if(lines.acl_users, [](const AclUserLine& user) {
      return user.place == ConfigPlace::acl_file || user.place == ConfigPlace::redis_conf;
    });
  }
  if (lines.acl_users.empty()) return lines;
  const bool modules = loads_modules(lines);
  const FileReaders readers(lines.directives, workloads, mounted);
  std::map<SourceId, AclReader> of_file;
  for (const AclFile& file : lines.acl_files) of_file.emplace(file.source, readers.of(file));
  for (AclUserLine& user : lines.acl_users) {
    user.modules = modules;
    const auto file = of_file.find(user.source);
    if (user.place == ConfigPlace::acl_file && file != of_file.end()) {
      user.reader = file->second;
    } else if (user.place == ConfigPlace::sentinel_custom_config ||
               readers.is_of_sentinel(user.source)) {
      user.reader = AclReader::sentinel;
    }
  }
  return lines;
}

}  // namespace fairlead
