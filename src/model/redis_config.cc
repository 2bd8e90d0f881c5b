#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "model/build.h"
#include "model/config_reader.h"
#include "model/config_use.h"
#include "model/named_keys.h"
#include "model/redis_mounts.h"
#include "redis/acl.h"
#include "resource/kustomization.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// What a key of a ConfigMap or Secret is read as by the server that mounts it.
std::optional<FileFormat> format_of_key(std::string_view key) {
  const std::string name = lower(key);
  if (name.ends_with(".acl")) return FileFormat::acl_file;
  if (name.ends_with(".conf") && contains(name, "sentinel")) return FileFormat::sentinel_conf;
  if (name == "redis.conf" || name == "valkey.conf" || name == "master.conf" ||
      name == "replica.conf" || name == "redis-config" ||
      (name.ends_with(".conf") && (contains(name, "redis") || contains(name, "valkey")))) {
    return FileFormat::redis_conf;
  }
  return std::nullopt;
}

/// The last part of each path that the text includes.
std::set<std::string> included_names(std::string_view text) {
  std::set<std::string> names;
  for (const std::string_view line : split(text, '\n')) {
    const auto words = redis::conf_tokens(trimmed(line));
    if (!words || words->size() < 2 || !equal_ignoring_case((*words)[0].text, "include")) continue;
    for (std::size_t i = 1; i < words->size(); ++i) {
      names.emplace(base_name((*words)[i].text));
    }
  }
  return names;
}

/// The keys of a ConfigMap or Secret, each as what a server reads it as.
class HolderReader {
 public:
  HolderReader(ConfigReader& reader, const Holder& holder,
               const std::map<KeyPlace, FileFormat>& named)
      : reader_(reader), holder_(holder), named_(named) {}

  void read() {
    std::set<std::string> included;
    for (const HeldKey& key : holder_.keys) {
      if (key.value && is_conf(key.name)) included.merge(included_names(key.value.value));
    }
    for (const HeldKey& key : holder_.keys) {
      const auto format = format_of(key.name);
      if (format && key.value && !included.contains(key.name)) read(key, *format, std::nullopt);
    }
  }

 private:
  /// What a command line takes the key for, else what its name says.
  std::optional<FileFormat> format_of(const std::string& key) const {
    const auto found =
        named_.find({holder_.namespace_name, holder_.secret, std::string(holder_.name), key});
    return found == named_.end() ? format_of_key(key) : found->second;
  }

  bool is_conf(const std::string& key) const {
    const auto format = format_of(key);
    return format && *format != FileFormat::acl_file;
  }

  /// A key, and the keys that it includes: files that are mounted beside it.
  void read(const HeldKey& key, FileFormat format, std::optional<SourceId> includer) {
    if (!done_.insert(key.name).second) return;
    SourceMap& sources = reader_.sources();
    const SourceId source = key.value.node ? embed(sources, *key.value.node,
                                                   fmt::format("{} {}", holder_.name, key.name))
                                           : key.value.made.source;
    reader_.read({source, format, holder_.resource, key.name, {}, includer});
    if (format == FileFormat::acl_file) return;
    for (const std::string& name : included_names(key.value.value)) {
      const HeldKey* other = holder_.find(name);
      if (other && other->value) read(*other, format, includer.value_or(source));
    }
  }

  ConfigReader& reader_;
  const Holder& holder_;
  const std::map<KeyPlace, FileFormat>& named_;
  std::set<std::string> done_;
};

/// Dragonfly's ACL files look like Redis' and are not: other commands, and `USER` in capitals.
bool is_dragonfly_users(const Model& model, const Holder& holder) {
  return std::ranges::any_of(model.resources, [&](const Resource& resource) {
    return resource.kind == "Dragonfly" && resource.namespace_name == holder.namespace_name &&
           resource.root["spec"]["aclFromSecret"]["name"].text() == holder.name;
  });
}

/// Whether all that uses the object takes its keys as variables: then no server reads them as
/// files.
bool is_environment(const Model& model, const Holder& holder) {
  if (!holder.resource || is_mounted(model, *holder.resource)) return false;
  const auto takes = [&](const EnvFrom& from) {
    return from.secret == holder.secret && from.name == holder.name;
  };
  return std::ranges::any_of(model.workloads, [&](const Workload& workload) {
    return workload.resource->namespace_name == holder.namespace_name &&
           std::ranges::any_of(workload.containers, [&](const Container& container) {
             return std::ranges::any_of(container.env_from, takes);
           });
  });
}

}  // namespace

namespace {

/// What acl-pubsub-default says to the users of each text: the last line of a redis.conf to its
/// own, and to ACL files where all files that are in view agree.
void set_channel_defaults(Model& model) {
  std::map<SourceId, bool> own;
  std::set<bool> all;
  for (const Directive& directive : model.directives) {
    if (directive.words.size() != 2) continue;
    if (!equal_ignoring_case(directive.words[0].text, "acl-pubsub-default")) continue;
    own[directive.source] = equal_ignoring_case(directive.words[1].text, "allchannels");
    all.insert(own[directive.source]);
  }
  for (AclUserLine& user : model.acl_users) {
    if (const auto found = own.find(user.source); found != own.end()) {
      user.all_channels = found->second;
    } else if (user.place == ConfigPlace::acl_file && all.size() == 1) {
      user.all_channels = *all.begin();
    }
  }
}

}  // namespace

namespace {

/// The configurations of compose services, each once, for the version that all of them agree on.
void add_mounted_configs(ConfigReader& reader) {
  const Model& model = reader.model();
  const auto version_of = [&](const MountedConfig& mounted) -> std::optional<redis::Version> {
    for (const Workload& workload : model.workloads) {
      if (workload.resource->name == mounted.service)
        return redis::version_of_image(workload.containers.front().image);
    }
    return std::nullopt;
  };
  std::set<const File*> done;
  for (const MountedConfig& mounted : model.unit->mounted) {
    if (!done.insert(mounted.file).second) continue;
    auto version = version_of(mounted);
    for (const MountedConfig& other : model.unit->mounted) {
      if (other.file == mounted.file && version_of(other) != version) version = std::nullopt;
    }
    ConfigText text{mounted.file->source, mounted.format, nullptr, mounted.file->path, version};
    if (mounted.includer) text.includer = mounted.includer->source;
    reader.lines(first_root(*mounted.file), text);
  }
}

}  // namespace

void add_redis_config(Model& model, std::span<const File* const> files, SourceMap& sources) {
  ConfigReader reader(model, sources);
  add_mounted_configs(reader);
  for (const File* file : files) {
    if (std::ranges::find(model.unit->mounted, file, &MountedConfig::file) !=
        model.unit->mounted.end())
      continue;
    if (file->format != FileFormat::redis_conf && file->format != FileFormat::sentinel_conf &&
        file->format != FileFormat::acl_file) {
      continue;
    }
    reader.lines(first_root(*file), {file->source, file->format, nullptr, file->path});
  }
  const std::map<KeyPlace, FileFormat> named = named_keys(model);
  for (const Holder& holder : model.holders) {
    if (is_dragonfly_users(model, holder) || is_environment(model, holder)) continue;
    HolderReader(reader, holder, named).read();
  }
  add_command_lines(reader);
  add_chart_users(reader);
  for (const Resource& resource : model.resources) {
    if (resource.kind != "RedisFailover") continue;
    const Ref redis = resource.root["spec"]["redis"];
    const auto version = redis::version_of_image(redis["image"].text());
    reader.custom_config(redis["customConfig"], ConfigPlace::custom_config, resource, version);
    reader.custom_config(resource.root["spec"]["sentinel"]["customConfig"],
                         ConfigPlace::sentinel_custom_config, resource, version);
  }
  drop_unread_acl_files(model);
  set_channel_defaults(model);
}

}  // namespace fairlead
