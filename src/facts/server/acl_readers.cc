#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "facts/build.h"
#include "facts/server/acl.h"
#include "facts/server/config_fault.h"
#include "facts/server/redis_mounts.h"

namespace fairlead {
namespace {

/// Who reads the ACL files of a model.
class FileReaders {
 public:
  explicit FileReaders(const Model& model) : model_(model), sentinels_(sentinel_texts(model)) {
    for (const Directive& line : model.directives) {
      if (line.words.size() == 2 && equal_ignoring_case(line.words.front().text, "aclfile"))
        names_.emplace_back(base_name(line.words[1].text), is_of_sentinel(line.source));
    }
  }

  bool is_of_sentinel(SourceId source) const { return sentinels_.contains(source); }

  AclReader of(const AclFile& file) const {
    Found found;
    if (file.resource) {
      for (const ConfigMount& mount : servers_mounting(model_, *file.resource))
        found.add(runs_sentinel(*mount.container));
    }
    for (const MountedConfig& mounted : model_.unit->mounted) {
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

  const Model& model_;
  std::set<SourceId> sentinels_;
  std::vector<std::pair<std::string_view, bool>> names_;  ///< by which configurations name a file
};

}  // namespace

void set_acl_readers(Model& model) {
  if (other_server_in_view(model)) {
    // Theirs have other commands, and Dragonfly writes `USER` in capitals.
    model.acl_files.clear();
    std::erase_if(model.acl_users, [](const AclUserLine& user) {
      return user.place == ConfigPlace::acl_file || user.place == ConfigPlace::redis_conf;
    });
  }
  if (model.acl_users.empty()) return;
  const bool modules = loads_modules(model);
  const FileReaders readers(model);
  std::map<SourceId, AclReader> of_file;
  for (const AclFile& file : model.acl_files) of_file.emplace(file.source, readers.of(file));
  for (AclUserLine& user : model.acl_users) {
    user.modules = modules;
    const auto file = of_file.find(user.source);
    if (user.place == ConfigPlace::acl_file && file != of_file.end()) {
      user.reader = file->second;
    } else if (user.place == ConfigPlace::sentinel_custom_config ||
               readers.is_of_sentinel(user.source)) {
      user.reader = AclReader::sentinel;
    }
  }
}

}  // namespace fairlead
