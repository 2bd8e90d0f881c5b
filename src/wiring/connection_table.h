#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace fairlead {

class Connections;
class SourceMap;
struct Endpoint;
struct Facts;
enum class Answer : std::uint8_t;

/// What is known of the other end of a connection.
enum class FarEnd : std::uint8_t {
  found,    ///< in view
  missing,  ///< surely not there
  unknown,  ///< the row's reason says why
  outside,  ///< an address or a name of another place, of which no file speaks
};
/// "found", "missing" …
std::string_view far_end_name(FarEnd end);

/// What becomes of one endpoint, in words that outlive its unit.
struct ConnectionRow {
  Span at;               ///< the host, or the whole value where that has no bytes; written
  std::string variable;  ///< env name or values key
  std::string scheme;    ///< "redis"; "" where there is no URL
  std::string host;      ///< may be empty
  std::optional<std::uint16_t> port;
  std::string resource;  ///< whose program connects: "Deployment mcp/worker"; "" in a values file
  FarEnd end = FarEnd::unknown;
  std::string service, namespace_name;  ///< that it names, where it is one of a cluster or project
  Span service_at;                      ///< where that is written; no place where it is not
  std::string reason;                   ///< why; "" where it is found
  std::vector<std::string> units;       ///< what deploys it: directories, files of values
};

/// A row for each endpoint of the unit, in their order. `decided` is what rules know besides.
std::vector<ConnectionRow> connection_table(const Facts& facts, const Connections& connections,
                                            const std::map<const Endpoint*, Answer>& decided,
                                            const SourceMap& sources);

/// Sorts rows by path and place, and makes those one that differ in their units alone.
std::vector<ConnectionRow> merge_connections(std::vector<ConnectionRow> rows,
                                             const SourceMap& sources);

}  // namespace fairlead
