#include "facts/server/redis_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "facts/cluster/release_values.h"
#include "facts/server/acl_readers.h"
#include "facts/server/charts/redis_charts.h"
#include "facts/server/config_use.h"
#include "facts/server/named_keys.h"
#include "facts/server/redis_mounts.h"
#include "facts/server/server_commands.h"
#include "redis/acl/acl.h"
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

/// Which objects no server reads as files, though their keys are called so.
class OtherHolders {
 public:
  OtherHolders(std::span<const Resource> resources, std::span<const Workload> workloads)
      : workloads_(workloads) {
    for (const Resource& resource : resources) {
      if (resource.kind != "Dragonfly") continue;
      dragonfly_.emplace(resource.namespace_name,
                         resource.root["spec"]["aclFromSecret"]["name"].text());
    }
    for (const Workload& workload : workloads) {
      for (const Container& container : workload.containers) {
        for (const EnvFrom& from : container.env_from)
          taken_.emplace(workload.resource->namespace_name, from.name, from.secret);
      }
    }
  }

  bool has(const Holder& holder) const {
    return dragonfly_.contains({holder.namespace_name, holder.name}) || is_environment(holder);
  }

 private:
  /// Whether all that uses the object takes its keys as variables.
  bool is_environment(const Holder& holder) const {
    return holder.resource &&
           taken_.contains({holder.namespace_name, holder.name, holder.secret}) &&
           !is_mounted(workloads_, *holder.resource);
  }

  std::span<const Workload> workloads_;
  /// Dragonfly's ACL files look like Redis' and are not: other commands, and `USER` in capitals.
  std::set<std::pair<std::string_view, std::string_view>> dragonfly_;
  std::set<std::tuple<std::string_view, std::string_view, bool>> taken_;
};

}  // namespace

namespace {

/// The same lines, each user told what acl-pubsub-default says to it: the last line of a redis.conf
/// to its own, and to ACL files where all files that are in view agree.
RedisLines with_channel_defaults(RedisLines lines) {
  std::map<SourceId, bool> own;
  std::set<bool> all;
  for (const Directive& directive : lines.directives) {
    if (directive.words.size() != 2) continue;
    if (!equal_ignoring_case(directive.words[0].text, "acl-pubsub-default")) continue;
    own[directive.source] = equal_ignoring_case(directive.words[1].text, "allchannels");
    all.insert(own[directive.source]);
  }
  for (AclUserLine& user : lines.acl_users) {
    if (const auto found = own.find(user.source); found != own.end()) {
      user.all_channels = found->second;
    } else if (user.place == ConfigPlace::acl_file && all.size() == 1) {
      user.all_channels = *all.begin();
    }
  }
  return lines;
}

}  // namespace

namespace {

/// The configurations of compose services, each once, for the version that all of them agree on.
void read_mounted(ConfigReader& reader, std::span<const MountedConfig> configs,
                  std::span<const Workload> workloads) {
  using MaybeVersion = std::optional<redis::Version>;
  std::map<std::string_view, MaybeVersion> of_service;
  for (const Workload& workload : workloads) {
    if (workload.containers.empty()) continue;
    of_service.emplace(workload.resource->name,
                       redis::version_of_image(workload.containers.front().image));
  }
  std::map<const File*, MaybeVersion> versions;
  for (const MountedConfig& mounted : configs) {
    const auto service = of_service.find(mounted.service);
    const MaybeVersion version = service == of_service.end() ? std::nullopt : service->second;
    const auto [known, first] = versions.emplace(mounted.file, version);
    if (!first && known->second != version) known->second = std::nullopt;
  }
  std::set<const File*> done;
  for (const MountedConfig& mounted : configs) {
    if (!done.insert(mounted.file).second) continue;
    const MaybeVersion version = versions[mounted.file];
    ConfigText text{mounted.file->source, mounted.format, nullptr, mounted.file->path, version};
    if (mounted.includer) text.includer = mounted.includer->source;
    reader.lines(first_root(*mounted.file), text);
  }
}

/// Files that no service mounts.
void read_files(ConfigReader& reader, std::span<const File* const> files,
                std::span<const MountedConfig> configs) {
  std::set<const File*> mounted;
  for (const MountedConfig& each : configs) mounted.insert(each.file);
  for (const File* file : files) {
    if (mounted.contains(file)) continue;
    if (file->format != FileFormat::redis_conf && file->format != FileFormat::sentinel_conf &&
        file->format != FileFormat::acl_file) {
      continue;
    }
    reader.lines(first_root(*file), {file->source, file->format, nullptr, file->path});
  }
}

void read_holders(ConfigReader& reader, const RedisInputs& in) {
  const std::map<KeyPlace, FileFormat> named = named_keys_of(in.workloads);
  const OtherHolders others(in.resources, in.workloads);
  for (const Holder& holder : in.holders) {
    if (!others.has(holder)) HolderReader(reader, holder, named).read();
  }
}

/// The lists that operators apply to servers that run.
void read_applied_lists(ConfigReader& reader, std::span<const Resource> resources) {
  for (const Resource& resource : resources) {
    const redis::Product* product = redis::find_product(resource.group(), resource.kind);
    if (!product) continue;
    for (const redis::AppliedList& list : product->applied) {
      const Ref image = at_path(resource.root, product->image_field);
      reader.custom_config(
          at_path(resource.root, list.field),
          list.to_sentinels ? ConfigPlace::sentinel_custom_config : ConfigPlace::custom_config,
          resource, redis::version_of_image(image.text()));
    }
  }
}

}  // namespace

RedisTable redis_config_of(const RedisInputs& in, Arena& arena, SourceMap& sources) {
  ConfigReader reader(in.config.redis_version, in.workloads, arena, sources);
  read_mounted(reader, in.unit.mounted, in.workloads);
  read_files(reader, in.files, in.unit.mounted);
  read_holders(reader, in);
  ServerCommands commands =
      server_commands_of(in.workloads, in.unit.kind == UnitKind::compose, sources);
  for (const ConfigText& text : commands.texts) reader.read(text);
  ChartConfigs charts = chart_configs_of(in.products, sources);
  for (const ConfigText& text : charts.texts) reader.read(text);
  for (const ConfigText& text : chart_users_of(in.releases, sources)) reader.read(text);
  read_applied_lists(reader, in.resources);
  RedisTable table = reader.done();
  std::ranges::move(charts.gaps, std::back_inserter(table.gaps));
  RedisLines& lines = table.lines;
  lines.server_commands = std::move(commands.commands);
  lines = without_unread_acl_files(std::move(lines), in.workloads, in.unit.mounted);
  lines = with_acl_readers(std::move(lines), in.workloads, in.unit.mounted);
  lines = with_channel_defaults(std::move(lines));
  return table;
}

}  // namespace fairlead
