#pragma once
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/gather.h"

namespace fairlead {

/// Where something is written.
struct WrittenPlace {
  std::string path;  ///< as it is shown; "" for no place
  std::uint32_t line = 0, column = 0;
  bool past = false;  ///< as the file was before
  friend bool operator==(const WrittenPlace&, const WrittenPlace&) = default;
};

/// A line of what a value was or is, without credentials.
struct ShownLine {
  std::string text;
  WrittenPlace at;
};

/// A value of an object that is another one now. Of a text of several lines, those that differ; of
/// what is a list or a mapping, a line for each value in it.
struct ValueChange {
  std::string path;  ///< as `fairlead trace` takes it
  std::vector<ShownLine> before, after;
};

enum class ChangeKind : std::uint8_t { added, removed, changed };
/// "added", "removed", "changed".
std::string_view change_name(ChangeKind kind);

/// Where an object is deployed.
struct DeployedIn {
  std::string unit, namespace_name;
  friend auto operator<=>(const DeployedIn&, const DeployedIn&) = default;
};

/// An object that is deployed otherwise than it was.
struct ObjectChange {
  ChangeKind kind{};
  std::string api_version, object_kind, name;
  WrittenPlace at;                  ///< of what was added or removed; the line that did it
  std::vector<ValueChange> values;  ///< of what was changed
  std::vector<DeployedIn> units;    ///< in which the same happens, sorted
};

/// Something of which nobody can tell what it deploys.
struct NotCompared {
  WrittenPlace at;
  std::string what, reason;
  bool is_changed = false;  ///< it is named in a file that differs
};

/// What is deployed now against what was.
struct Comparison {
  std::vector<ObjectChange> objects;  ///< by units, kind and name
  std::vector<NotCompared> not_compared;
  std::vector<std::string> unseen;       ///< files that differ, and are behind none of the changes
  std::size_t units = 0, resources = 0;  ///< that are there now and could be compared
};

/// What is compared, and how it is called.
struct CompareAsked {
  std::span<const std::string> paths;       ///< at which things are; "" is the root
  const std::set<std::string>& changed;     ///< the files that differ
  const std::set<std::string>& submodules;  ///< that are at another commit
  std::string_view prefix;                  ///< what the current directory is called in paths
};

/// Compares what the paths that are asked for deploy.
Comparison compare(const Deployed& before, const Deployed& after, const CompareAsked& asked);

}  // namespace fairlead
