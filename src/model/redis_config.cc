#include <fmt/format.h>

#include "base/text.h"
#include "model/build.h"
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

class ConfigReader {
 public:
  ConfigReader(Model& model, SourceMap& sources) : model_(model), sources_(sources) {
    if (model.config->redis_version)
      configured_ = redis::version_named(*model.config->redis_version);
  }

  void text(SourceId source, FileFormat format, const Resource* resource, const std::string& name) {
    Tree tree = format == FileFormat::acl_file ? read_acl_file(model_.arena, sources_, source)
                                               : read_redis_conf(model_.arena, sources_, source);
    model_.problems.insert(model_.problems.end(), tree.problems.begin(), tree.problems.end());
    for (const Document& document : tree.documents) {
      lines(Ref(document.root), format, resource, name);
    }
  }

  void lines(Ref root, FileFormat format, const Resource* resource, std::string name) {
    const ConfigPlace place = format == FileFormat::acl_file        ? ConfigPlace::acl_file
                              : format == FileFormat::sentinel_conf ? ConfigPlace::sentinel_conf
                                                                    : ConfigPlace::redis_conf;
    if (place == ConfigPlace::acl_file && root.present()) {
      model_.acl_files.push_back(
          {{}, root->span().source, std::move(name), effective(std::nullopt), resource});
    }
    for (const Node* each : root.items()) line(Ref(each), place, resource);
  }

  /// RedisFailover's customConfig: each entry is one line, applied at run time.
  void custom_config(Ref list, ConfigPlace place, const Resource& resource,
                     std::optional<redis::Version> version) {
    for (const Node* item : list.items()) {
      const Ref entry(item);
      if (!entry->is_string()) continue;
      const SourceId made =
          embed(sources_, *entry, fmt::format("{} customConfig", resource.label()));
      const Tree tree = read_redis_conf(model_.arena, sources_, made);
      for (const Document& document : tree.documents) {
        for (const Node* each : Ref(document.root).items())
          line(Ref(each), place, &resource, version);
      }
    }
  }

 private:
  /// The version of the only Redis image of the unit, where all agree.
  std::optional<redis::Version> version_in_view() const {
    std::optional<redis::Version> version;
    for (const Workload& workload : model_.workloads) {
      for (const Container& container : workload.containers) {
        if (!is_redis_image(container.image)) continue;
        const auto each = redis::version_of_image(container.image);
        if (!each || (version && *version != *each)) return std::nullopt;
        version = each;
      }
    }
    return version;
  }

  void line(Ref words, ConfigPlace place, const Resource* resource,
            std::optional<redis::Version> version = std::nullopt) {
    std::vector<Token> tokens;
    for (const Node* word : words.items()) {
      tokens.push_back({word->text(), word->span()});
      if (place == ConfigPlace::acl_file && tokens.size() > 2) trim(tokens.back());
    }
    if (tokens.empty() || (tokens.size() == 1 && tokens.front().text.empty())) return;
    version = effective(version);
    const SourceId source = tokens.front().at.source;
    const bool file = place == ConfigPlace::acl_file;
    const bool keyword =
        file ? tokens.front().text == "user" : equal_ignoring_case(tokens.front().text, "user");
    if (keyword && tokens.size() > 1) {
      AclUserLine user{place,        tokens[1], {tokens.begin() + 2, tokens.end()},
                       tokens[1].at, version,   resource,
                       source,       {}};
      user.at.end = tokens.back().at.end;
      model_.acl_users.push_back(std::move(user));
    }
    Span at = tokens.front().at;
    at.end = tokens.back().at.end;
    if (file) {
      model_.acl_files.back().lines.push_back(std::move(tokens));
    } else {
      model_.directives.push_back({place, std::move(tokens), at, version, resource, source});
    }
  }

  std::optional<redis::Version> effective(std::optional<redis::Version> version) const {
    if (configured_) return configured_;
    return version ? version : version_in_view();
  }

  /// The server takes blanks from around each rule of an ACL file.
  static void trim(Token& token) {
    const std::string_view text = trimmed(token.text);
    if (text.size() == token.text.size()) return;
    const auto before = static_cast<std::size_t>(text.data() - token.text.data());
    token.at = token.at.part(before, before + text.size());
    token.text = text;
  }

  Model& model_;
  SourceMap& sources_;
  std::optional<redis::Version> configured_;
};

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

void add_redis_config(Model& model, std::span<const File* const> files, SourceMap& sources) {
  ConfigReader reader(model, sources);
  for (const File* file : files) {
    if (file->format != FileFormat::redis_conf && file->format != FileFormat::sentinel_conf &&
        file->format != FileFormat::acl_file) {
      continue;
    }
    reader.lines(first_root(*file), file->format, nullptr, file->path);
  }
  for (const Holder& holder : model.holders) {
    for (const HeldKey& key : holder.keys) {
      const auto format = format_of_key(key.name);
      if (!format || !key.value) continue;
      const SourceId source = key.value.node ? embed(sources, *key.value.node,
                                                     fmt::format("{} {}", holder.name, key.name))
                                             : key.value.made.source;
      reader.text(source, *format, holder.resource, key.name);
    }
  }
  for (const Resource& resource : model.resources) {
    if (resource.kind != "RedisFailover") continue;
    const Ref redis = resource.root["spec"]["redis"];
    const auto version = redis::version_of_image(redis["image"].text());
    reader.custom_config(redis["customConfig"], ConfigPlace::custom_config, resource, version);
    reader.custom_config(resource.root["spec"]["sentinel"]["customConfig"],
                         ConfigPlace::sentinel_custom_config, resource, version);
  }
  set_channel_defaults(model);
}

}  // namespace fairlead
