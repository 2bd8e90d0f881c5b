#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "redis/command/commands.h"
#include "redis/version.h"

namespace fairlead::redis {

// --- Lines into tokens
// ----------------------------------------------------------------------------

/// One word of a line: what the server reads, and the bytes of the line that it was read from (with
/// its quotes, if any).
struct AclToken {
  std::string text;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The words of a redis.conf line: blanks separate, "…" takes escapes, '…' takes none but \'.
/// Nothing where a quote is unbalanced, which stops the server.
std::optional<std::vector<AclToken>> conf_tokens(std::string_view line);

/// The words of an ACL file's line, as the server splits it: blanks around the line go, a single
/// space separates, so two of them make an empty token; quotes mean nothing.
std::vector<AclToken> acl_file_tokens(std::string_view line);

// --- Rules into a user
// ----------------------------------------------------------------------------

enum class AclErrorKind : std::uint8_t {
  syntax,                      ///< no rule of the language, or not of this version's
  unknown_command,             ///< `+name` or `+container|name`
  unknown_category,            ///< `+@name`
  nested_subcommand,           ///< `+a|b|c`
  pattern_after_all_keys,      ///< `~x` after `~*`
  pattern_after_all_channels,  ///< `&x` after `&*`
  bad_hash,                    ///< `#…` is not 64 lower-case hexadecimal digits
  no_such_password,            ///< `<…` or `!…` removes what was not added
  unmatched_parenthesis,
  database_range,  ///< `db=` with a number beyond 2^31-1
};

/// Why a server refuses a rule.
struct AclError {
  std::size_t token = 0;    ///< index into the rules
  std::uint32_t begin = 0;  ///< the part of that token's text that is wrong: a rule inside `( … )`
  std::uint32_t end = 0;
  AclErrorKind kind = AclErrorKind::syntax;
  std::string message;  ///< the server's own words; holds nothing of the token
  std::string hint;     ///< what to write instead, or ""; never a password
};

struct KeyPattern {
  std::string pattern;
  bool read = true;
  bool write = true;
};

/// One set of permissions. A command must be allowed by one of them alone.
struct AclSelector {
  bool all_keys = false;
  bool all_channels = false;
  bool all_commands = false;
  bool all_databases = true;
  CommandSet commands;
  std::map<CommandId, std::vector<std::string>> first_arguments;  ///< `+cmd|arg`, lower case
  std::vector<KeyPattern> keys;
  std::vector<std::string> channels;
  std::vector<std::int64_t> databases;
  /// Where each pattern of a key or channel stands, for rules are many where they are hostile.
  std::unordered_map<std::string, std::size_t> key_places, channel_places;
};

/// A user as a server of `version` holds it after reading its rules.
struct AclUser {
  Version version = Version::redis_7_0;
  ServerMode mode = ServerMode::data;
  bool modules = false;  ///< the commands of Redis' bundled modules exist too
  bool enabled = false;
  bool no_password = false;
  std::vector<std::string> password_digests;  ///< SHA-256, hexadecimal
  std::vector<AclSelector> selectors;         ///< the root first; never empty
  std::vector<AclError> errors;               ///< with any, the server does not start

  bool truncated =
      false;  ///< some rules are not known (beyond acl_rule_limit): everything is allowed

  /// Whether anybody can log in as this user.
  bool can_log_in() const { return enabled && (no_password || !password_digests.empty()); }
};

/// Whether a rule is a word of the language (`on`, `allkeys`, `db=0` …), in any version and any
/// case.
bool is_acl_word(std::string_view rule);

/// What of a server's configuration decides how rules are read.
struct AclSettings {
  ServerMode mode = ServerMode::data;
  std::optional<bool> all_channels;  ///< acl-pubsub-default; unset: the version's default
  std::optional<bool>
      modules;        ///< whether the bundled modules are loaded; unset: from Redis 8.0 on
  bool hints = true;  ///< errors say what was meant, which takes its time
};

/// How many rules of a user are read. Real users have a few dozen.
inline constexpr std::size_t acl_rule_limit = 10'000;

/// Reads `rules` (all words after `user NAME`) from left to right as on a new user. A refused rule
/// is recorded and skipped, so that the rest still counts.
AclUser parse_acl_user(std::span<const std::string_view> rules, Version version,
                       const AclSettings& settings = {});

/// The `default` user of a server that has no line for it: everything, without a password.
AclUser unconfigured_default_user(Version version, const AclSettings& settings = {});

// --- Decisions
// ------------------------------------------------------------------------------------

enum class Verdict : std::uint8_t {
  allowed,
  command,   ///< the command is not permitted
  key,       ///< a key is not
  channel,   ///< a channel is not
  database,  ///< a database is not (Valkey 9.1)
  error,  ///< no such command in this version, or a wrong number of arguments: refused before the
          ///< ACL
};

/// What a server says to a command.
struct Decision {
  Verdict verdict = Verdict::allowed;
  std::size_t argument = 0;  ///< index into argv of the refused key or channel
  std::string name;  ///< the refused command (`client|setname`), key, channel, or what is wrong
  std::string
      missing_token;  ///< the rule that, added at the end of `selector`, lets it pass this point
  std::size_t selector = 0;  ///< 0: the root, outside parentheses

  bool allowed() const { return verdict == Verdict::allowed; }
};

/// A decision in one word: OK, CMD, KEY:name, CHANNEL:name, DB, or ERROR: and what is wrong.
std::string in_one_word(const Decision& decision);

/// Whether `user` may run the command line `argv` while database `database` is selected.
Decision evaluate(const AclUser& user, std::span<const std::string_view> argv,
                  std::int64_t database = 0);

/// What is known of a use whose full command line is not: the command (`brpop`, `client|setname` or
/// `CLIENT SETNAME`), and names that stand for its keys and channels. A name that holds `*` is
/// compared as it stands, so `queue:*` needs a pattern at least that wide.
struct CommandUse {
  std::string_view command;
  std::span<const std::string_view> keys;
  std::span<const std::string_view> channels;
};

/// Whether `user` may run `use.command` on every one of the keys and channels. `argument` is the
/// index of the refused one in `keys` or `channels`.
Decision evaluate_use(const AclUser& user, const CommandUse& use);

// --- Unknown versions
// -----------------------------------------------------------------------------

/// Rules as a server of one version reads them, or, where the version is unknown, as each one does.
struct AclReading {
  std::vector<AclUser> users;    ///< one a version
  std::vector<AclError> errors;  ///< on which all versions agree
};

/// Leaves those of `errors` that `others` has at the same place, too.
void keep_common(std::vector<AclError>& errors, std::span<const AclError> others);

AclReading read_acl_rules(std::span<const std::string_view> rules, std::optional<Version> version,
                          const AclSettings& settings = {});

/// Refused only where every version refuses; then as the newest says.
Decision evaluate(const AclReading& reading, std::span<const std::string_view> argv);
Decision evaluate_use(const AclReading& reading, const CommandUse& use);

/// Redis' own glob: `*`, `?`, `[a-z]`, `[^a]`, `\x`; bytes, case-sensitive; `*` does not match "".
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace fairlead::redis
