#pragma once
#include <optional>
#include <string>
#include <vector>

namespace fairlead {

/// What `fairlead acl check` was asked.
struct AclCheckOptions {
  std::string file;  ///< or `-`
  std::string user;
  std::string version;  ///< "" where --redis was not given
  std::string root;     ///< where the paths of the configuration lie; "" for the machine's own
  bool sentinel = false;
  bool batch = false;
  std::vector<std::string> command;
};

/// Says whether the user may run the command, by which rules, and what would allow it. The exit
/// code: 0 allowed, 1 denied or refused, 2 wrong usage, 3 unreadable.
int acl_check(const AclCheckOptions& options);

/// Answers JSON lines from standard input, one each, until its end.
int acl_check_batch();

/// The answer to one line, without its line break: what `--batch` prints.
std::string acl_batch_answer(std::string_view line);

}  // namespace fairlead
