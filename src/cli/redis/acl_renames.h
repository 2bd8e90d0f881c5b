#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "facts/facts.h"

namespace fairlead {

/// What rename-command leaves of a server's commands. ACL rules go on with the old names, and
/// know no new ones; clients the other way round (Redis 7.0.15).
class RenamedCommands {
 public:
  /// By the lines of the text `source`; or of all texts, which one server reads in their order.
  RenamedCommands(const Facts& facts, std::optional<SourceId> source);

  /// What a command is that clients call `name`.
  struct Meaning {
    std::string original;             ///< the name that rules have; "" where there is none
    const Directive* line = nullptr;  ///< that made it so; null where no line speaks of it
  };
  Meaning meaning(std::string_view name) const;

 private:
  std::map<std::string, Meaning> by_name_;  ///< in lower case
};

/// Whether a line took the command away.
inline bool is_gone(const RenamedCommands::Meaning& command) {
  return command.line && command.original.empty();
}

}  // namespace fairlead
