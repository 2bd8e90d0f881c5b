#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "deploy/types/resource.h"
#include "redis/version.h"

namespace fairlead {

/// How a piece of Redis configuration takes effect.
enum class ConfigPlace : std::uint8_t {
  redis_conf,              ///< read at start
  sentinel_conf,           ///< read at start by a Sentinel
  acl_file,                ///< an aclfile
  custom_config,           ///< RedisFailover spec.redis.customConfig: CONFIG SET at run time
  sentinel_custom_config,  ///< RedisFailover spec.sentinel.customConfig: SENTINEL SET
};

/// Whether the place is a file that a server reads line by line when it starts.
constexpr bool is_server_file(ConfigPlace place) {
  return place == ConfigPlace::redis_conf || place == ConfigPlace::sentinel_conf;
}

/// A word of Redis configuration with its place.
struct Token {
  std::string_view text;
  Span at;
};

/// One directive, wherever it stands.
struct Directive {
  ConfigPlace place{};
  std::vector<Token> words;  ///< the name first
  Span at;                   ///< the whole line
  std::optional<redis::Version> version;
  const Resource* resource = nullptr;  ///< null for a file
  SourceId source{};                   ///< the text that it stands in
  bool command_line = false;           ///< an option of a server
  const Release* release = nullptr;    ///< the chart's release whose masters run with the line
};

/// The command line of a container that starts a server, where not all that it sets is in view.
struct ServerCommand {
  const Resource* resource = nullptr;
  std::string_view container;      ///< its name
  std::optional<SourceId> source;  ///< the lines that are made of its options, if there are any
  std::string_view script;         ///< the shell's, which may write a configuration; else ""
  bool open = false;               ///< may bring any option: `$OPTIONS`, a script with conditions
  bool reads_file = false;         ///< names a configuration
  std::set<std::string> unread;    ///< options whose value is filled in later
};

/// The lines of an ACL file, as the server splits them, users and others.
struct AclFile {
  std::vector<std::vector<Token>> lines;
  SourceId source{};
  std::string name;  ///< its path, or the key of the object that holds it
  std::optional<redis::Version> version;
  const Resource* resource = nullptr;
};

/// What kind of server reads a user's line: each has commands that the other does not know.
enum class AclReader : std::uint8_t {
  data,
  sentinel,
  either,  ///< both, or nobody in view says which
};

/// One ACL user, wherever it stands.
struct AclUserLine {
  ConfigPlace place{};
  Token name;
  std::vector<Token> rules;
  Span at;  ///< from the name to the last rule
  std::optional<redis::Version> version;
  const Resource* resource = nullptr;
  SourceId source{};  ///< the text that it stands in: lines of one text are read together
  AclReader reader = AclReader::data;
  bool modules = false;              ///< its server loads modules, which have commands of their own
  std::optional<bool> all_channels;  ///< acl-pubsub-default of its server, where a file says it
};

/// All Redis configuration that is in view: of files, ConfigMaps, Secrets, command lines, charts'
/// values and operators' fields.
struct RedisLines {
  std::vector<Directive> directives;
  std::vector<ServerCommand> server_commands;
  std::vector<AclUserLine> acl_users;
  std::vector<AclFile> acl_files;
};

}  // namespace fairlead
