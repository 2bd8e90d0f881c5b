#pragma once
#include <set>
#include <string>
#include <vector>

#include "facts/facts.h"
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
bool other_server_in_view(const Facts& facts);

/// Whether a server of the unit loads modules.
bool loads_modules(const Facts& facts);

/// The texts that hold statements of a Sentinel, whatever their names are.
std::set<SourceId> sentinel_texts(const Facts& facts);

/// The versions of which one may read the line.
std::vector<redis::Version> versions_meant(const Directive& line);

/// What a server says to a line, at the word to change; certain.
ConfigFault fault_of(const Directive& line, const redis::LineError& error);

/// Faults of single lines: unknown directives, wrong values, wrong numbers of words. A line with a
/// placeholder (`${PASSWORD}`, `{{ … }}`) is left out: what it will be is unknown.
std::vector<ConfigFault> line_faults(const Facts& facts, const SourceMap& sources);

/// Quotes that are not closed, what does not fit together in one configuration, and Sentinel
/// statements: renamed commands, cluster mode with replicaof or a port too high, masters that are
/// named twice. Neither rules of users nor what other files or arguments may decide.
std::vector<ConfigFault> start_faults(const Facts& facts, const SourceMap& sources);

/// The list of an operator's object that the line is an entry of, or null.
const redis::AppliedList* list_of(const Directive& line);

/// Values of an operator's customConfig that CONFIG SET refuses.
std::vector<ConfigFault> set_faults(const Facts& facts, const SourceMap& sources);

/// Whether something replaces a part of a word before a server reads it: `${X}`, `{{ x }}`, `%x%`,
/// `<x>`, `@x@`, `__X__`, `X_Y`, `PORT`.
bool holds_placeholder(std::string_view text);

}  // namespace fairlead
