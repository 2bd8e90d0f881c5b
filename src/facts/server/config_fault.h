#pragma once
#include <set>
#include <span>
#include <string>
#include <vector>

#include "facts/cluster/workload.h"
#include "facts/server/redis.h"
#include "product/products.h"
#include "redis/config/server_config.h"

namespace fairlead {

/// A line of a redis.conf or sentinel.conf in view that every server it may be for refuses.
struct ConfigFault {
  redis::StartErrorKind kind{};
  Span at;  ///< the word to change
  const Directive* line = nullptr;
  std::string message;  ///< the server's own words
  std::string hint;     ///< what to write instead, or ""
  bool certain = true;  ///< false: a newer server, another product or a module may know it
};

/// Whether a program of the unit reads redis.conf and ACL files in a way of its own: KeyDB,
/// Dragonfly, Redis before 6.2 …
bool other_server_in_view(std::span<const Workload> workloads);

/// Whether a server of the unit loads modules.
bool loads_modules(const RedisLines& lines);

/// The texts that hold statements of a Sentinel, whatever their names are.
std::set<SourceId> sentinel_texts(std::span<const Directive> lines);

/// The versions of which one may read the line.
std::vector<redis::Version> versions_meant(const Directive& line);

/// What a server says to a line, at the word to change; certain.
ConfigFault fault_of(const Directive& line, const redis::LineError& error);

/// What faults are looked for in.
struct FaultInputs {
  const RedisLines& lines;
  std::span<const Workload> workloads;
  std::span<const Problem> problems;  ///< of reading the texts
  const SourceMap& sources;
};

/// Faults of single lines: unknown directives, wrong values, wrong numbers of words. A line with a
/// placeholder (`${PASSWORD}`, `{{ … }}`) is left out: what it will be is unknown.
std::vector<ConfigFault> line_faults(const FaultInputs& in);

/// Quotes that are not closed, what does not fit together in one configuration, and Sentinel
/// statements: renamed commands, cluster mode with replicaof or a port too high, masters that are
/// named twice. Neither rules of users nor what other files or arguments may decide.
std::vector<ConfigFault> start_faults(const FaultInputs& in);

/// The list of an operator's object that the line is an entry of, or null.
const redis::AppliedList* list_of(const Directive& line);

/// Values of an operator's customConfig that CONFIG SET refuses.
std::vector<ConfigFault> set_faults(std::span<const Directive> lines, const SourceMap& sources);

}  // namespace fairlead
