#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/redis/acl_check.h"
#include "cli/redis/acl_renames.h"
#include "cli/redis/shown.h"
#include "facts/server/acl.h"
#include "redis/acl/acl_explain.h"
#include "run/inspect.h"

namespace fairlead {

/// What is assumed where neither --redis nor an image names a version.
inline constexpr redis::Version assumed_version = redis::Version::redis_8_0;

/// What is asked about, with what may be printed of it.
struct CheckedAcl {
  const Inspection& file;
  const MaskedLines& lines;
  const AclCheckOptions& options;
  /// What a server does with the file; null for a manifest, which may hold several servers.
  const redis::StartCheck* start = nullptr;
  /// Whether a server of the version starts, as far as its users and files go.
  std::function<bool(redis::Version)> starts = {};
};

/// Which commands the server has that reads the text `source`.
RenamedCommands renamed_commands(const CheckedAcl& checked, SourceId source);

/// Says that rename-command took away what was asked for.
void print_gone(const CheckedAcl& checked, redis::Version version, const Directive& line);

/// "users.acl:2:25".
std::string place_in(const SourceMap& sources, Span at);

/// A rule, or a part of one, as it is quoted in front of a message.
std::string quoted_rule(std::string_view rule);

/// One user line of a file, and the command. All that it is given must outlive it.
class AclAnswer {
 public:
  AclAnswer(const CheckedAcl& checked, const AclUserLine& user);

  redis::Version version() const { return user_.version.value_or(assumed_version); }
  /// Whether there are more rules than are read of one user: then nothing is known.
  bool truncated() const;
  /// What the server refuses of the user's rules.
  std::vector<redis::AclError> errors() const;
  /// Prints them.
  void print_refused(const std::vector<redis::AclError>& errors) const;
  /// Prints whether the command is allowed, and why. The exit code.
  int print() const;
  /// Which versions decide otherwise than the one that is assumed.
  void print_other_versions() const;

 private:
  std::string place(std::size_t token, std::uint32_t begin, std::uint32_t end) const;
  std::string place(Span at) const { return place_in(*file_.sources, at); }
  /// The user by name: the asker's own word, so that it may be shown where a text has it as a
  /// credential, too.
  std::string who() const;
  std::string command() const;
  void print(const redis::AclExplanation& why) const;
  void print_refused_command(const redis::Decision& decision) const;
  void print(const redis::AclReason& reason) const;
  void print_state() const;

  const CheckedAcl& checked_;
  const Inspection& file_;
  const MaskedLines& lines_;
  const AclUserLine& user_;
  RenamedCommands::Meaning command_;
  redis::AclSettings settings_;
  std::vector<std::string_view> rules_, argv_;
};

}  // namespace fairlead
