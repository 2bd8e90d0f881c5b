#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "redis/command/commands.h"
#include "redis/config/directive_check.h"
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
  bad_address,           ///< to listen on: no address, and no name that could be one
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
  std::string path;  ///< as a person finds it
  std::string text;
  std::string identity = {};  ///< one and the same for all names of a file; "": its path
};

/// A part of a file that the server reads in one go.
struct ReadPart {
  std::size_t file = 0;
  std::uint32_t begin = 0, end = 0;
};

/// Something that the files do not decide: a directory that must exist, a module.
struct StartCondition {
  std::size_t file = 0;
  std::uint32_t line = 0;
  std::string text;
};

/// Something that was not looked at, though the server does: a limit of ours, or a file that cannot
/// be read here.
struct StartGap {
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
  /// Where there are any, only errors of single lines are told: of the rest nothing is known.
  std::vector<StartGap> gaps;
  std::vector<ReadPart> order;  ///< the configuration as a server reads it; without the ACL file

  bool refused() const { return !errors.empty(); }
  bool unknown() const { return errors.empty() && !gaps.empty(); }
  bool starts() const { return errors.empty() && gaps.empty(); }
};

/// Why there is no text of a file.
struct FileFault {
  bool missing = true;   ///< else it is there, and cannot be read here
  std::string why = {};  ///< "Permission denied"; "" where it is missing
};

/// How other files are found. Both may be empty: then nothing is known of them.
struct ServerFileAccess {
  std::function<tl::expected<ServerFile, FileFault>(std::string_view path)> read;
  /// The files that a pattern with `*`, `?` or `[` matches, sorted, as `read` takes them; nothing
  /// where there are more than anybody looks at.
  std::function<std::optional<std::vector<std::string>>(std::string_view pattern)> match;
};

/// What is read of one configuration; beyond it is a gap. Servers have no such limits but their
/// stack (Redis 7.0 reads 3,000 files one inside the other, and dies of 10,000) and memory.
inline constexpr std::size_t most_nested_files = 1'000, most_included_files = 10'000,
                             most_included_bytes = std::size_t{64} << 20;

/// How far a check goes.
enum class StartDepth : std::uint8_t {
  every_error,  ///< behind an error as well, so that all are told, each once: at most 1,000
  first_error,  ///< whether there is any, and which one a reader meets first; without a hint
};

/// What a server of `version`, or a Sentinel, does with the configuration `main`: reads it line by
/// line, then its users or ACL file, then what fits together and what does not.
StartCheck check_start(ServerFile main, Version version, ServerMode mode,
                       const ServerFileAccess& access, StartDepth depth = StartDepth::every_error);

/// An ACL file on its own.
StartCheck check_acl_file(ServerFile file, Version version, ServerMode mode,
                          StartDepth depth = StartDepth::every_error);

}  // namespace fairlead::redis
