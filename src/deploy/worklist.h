#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// How far units may name further ones.
struct WorklistLimits {
  std::size_t named = 10'000;                 ///< units that others name, in all
  std::size_t depth = 16;                     ///< from one that was found to one that is named
  std::size_t bytes = std::size_t{64} << 20;  ///< of the values files of those that are named
};

/// What makes a unit another one: how it is deployed, from where, and with which values.
std::string identity(const Unit& unit, const SourceMap& written);

/// The units of a run: those that were found, and those that rendering them named, each once.
/// Rendered round by round, so that threads may share a round; what a unit named waits for the
/// next. A chart that is named is an environment of its own, as one that was found is.
class Worklist {
 public:
  /// `sources` has the texts of all values, and must outlive it.
  Worklist(std::vector<Unit> found, const SourceMap& sources, WorklistLimits limits = {});

  /// The next round, as a range of places in units(); an empty one where nothing is left.
  std::pair<std::size_t, std::size_t> next_round();
  /// Takes in what rendering the unit at `by` named. A unit that is there already is passed over;
  /// for one beyond a limit there is a gap.
  void name(std::size_t by, std::vector<Unit> units, std::vector<Gap>& gaps);

  /// What is deployed, when nothing is left: the places of all units but those for which an object
  /// was met that deploys them with changes, and what these alone have named.
  std::vector<std::size_t> deployed() const;

  /// They keep their addresses.
  const std::deque<Unit>& units() const { return units_; }

 private:
  /// Notes that the unit at `by` named another one. Where that is new, its place to be: the next
  /// in units(); else null.
  std::size_t* take(const Unit& unit, std::size_t by);
  std::string beyond(const Unit& unit, std::size_t depth) const;

  const SourceMap& sources_;
  const WorklistLimits limits_;
  std::deque<Unit> units_;
  std::vector<std::size_t> depths_;                 // of each unit
  std::map<std::string, std::size_t> known_;        // places by identity()
  std::vector<std::vector<std::size_t>> named_by_;  // of each unit the places of what it named
  std::size_t found_ = 0;                           // so many were not named
  std::size_t begun_ = 0;                           // units that a round had
  std::size_t named_ = 0, named_bytes_ = 0;
  EnvironmentId last_environment_ = EnvironmentId::all;
};

}  // namespace fairlead
