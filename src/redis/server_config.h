#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redis/commands.h"
#include "redis/directive_check.h"
#include "redis/version.h"

namespace fairlead::redis {

enum class StartErrorKind : std::uint8_t {
  unbalanced_quotes,
  unknown_directive,
  argument_count,
  bad_value,
  not_a_sentinel,      ///< `sentinel …` in a data node's file
  renamed_command,     ///< rename-command of what is no command, or to one that is there
  acl_rule,            ///< a rule of a user
  acl_user,            ///< a user's name, or one that stands there twice
  acl_file,            ///< a line of an ACL file that is no user
  users_and_acl_file,  ///< both of them
  missing_file,        ///< an include or aclfile that is not there
  endless_include,
  cluster_replica,       ///< replicaof in cluster mode
  cluster_port,          ///< beyond 55535
  no_listener,           ///< port 0 and nothing else to listen on
  tls_without_files,     ///< TLS without a certificate, key or CA
  sentinel_statement,    ///< a `sentinel …` line that is none, or with a wrong value
  sentinel_host_name,    ///< a master by name while resolve-hostnames is off
  sentinel_master_name,  ///< two masters of one name, or an option of a master that is none
};

/// The kind of an error that one line alone makes.
StartErrorKind start_kind(LineErrorKind kind);

/// What stops a server from starting, where it is written.
struct StartError {
  StartErrorKind kind{};
  std::size_t file = 0;     ///< index into StartCheck::files
  std::uint32_t line = 0;   ///< 1-based
  std::uint32_t begin = 0;  ///< bytes of the file: the token to change
  std::uint32_t end = 0;
  std::string message;  ///< the server's own words; holds nothing of the file
  std::string hint;     ///< what to write instead, or ""
};

/// A file as it was read.
struct ServerFile {
  std::string path;
  std::string text;
};

/// Something that the files do not decide: a directory that must exist, a module.
struct StartCondition {
  std::size_t file = 0;
  std::uint32_t line = 0;
  std::string text;
};

/// Whether a server would start with a configuration.
struct StartCheck {
  std::vector<ServerFile> files;        ///< the configuration first, then what it includes
  std::optional<std::size_t> acl_file;  ///< which of them is the ACL file
  std::vector<StartError>
      errors;  ///< in the order in which the server meets them; it stops at the first
  std::vector<StartCondition> conditions;

  bool starts() const { return errors.empty(); }
};

/// How other files are found. Both may be empty: then nothing is known of them.
struct ServerFileAccess {
  /// The text of a file, or nothing where there is none that can be read.
  std::function<std::optional<std::string>(std::string_view path)> read;
  /// The files that a pattern with `*`, `?` or `[` matches, sorted.
  std::function<std::vector<std::string>(std::string_view pattern)> match;
};

/// What a server of `version`, or a Sentinel, does with the configuration `main`: reads it line by
/// line, then its users or ACL file, then what fits together and what does not. It goes on behind
/// an error, so that all of them are told. At most 1,000 errors, 200 files, 64 MiB.
StartCheck check_start(ServerFile main, Version version, ServerMode mode,
                       const ServerFileAccess& access);

/// An ACL file on its own.
StartCheck check_acl_file(ServerFile file, Version version, ServerMode mode);

}  // namespace fairlead::redis
