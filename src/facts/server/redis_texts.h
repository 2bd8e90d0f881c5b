#pragma once
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "facts/server/config_fault.h"

namespace fairlead {

/// The options of servers, and the texts in which no fewer directives of Redis stand than other
/// words: another program may have a redis.conf or sentinel.conf too. Directive::source of each.
std::set<SourceId> redis_texts(std::span<const Directive> lines, const SourceMap& sources);

/// The lines of redis.conf whose quotes are unbalanced.
class BrokenLines {
 public:
  BrokenLines(std::span<const Problem> problems, const SourceMap& sources);

  /// The problem of the line that the directive begins, or null.
  const Problem* quote_in(const Directive& line) const;

 private:
  const SourceMap& sources_;
  std::map<std::pair<SourceId, std::uint32_t>, const Problem*> quotes_;  // by the line's number
};

/// Adds the unbalanced quotes of the texts in `redis`, but for lines that hold a placeholder.
void add_quote_faults(const FaultInputs& in, const std::set<SourceId>& redis,
                      std::vector<ConfigFault>& faults);

}  // namespace fairlead
