#include "deploy/worklist.h"

#include <fmt/format.h>

namespace fairlead {
namespace {

/// What makes a unit another one: how it is deployed, from where, and with which values.
std::string identity(const Unit& unit) {
  std::string all = fmt::format("{}:{}", static_cast<int>(unit.kind), unit.root);
  for (const File* file : unit.files) all += fmt::format("\n{}", file->path);
  for (const File* file : unit.values) all += fmt::format("\n+{}", file->path);
  return all;
}

}  // namespace

Worklist::Worklist(std::vector<Unit> found, WorklistLimits limits) : limits_(limits) {
  for (Unit& unit : found) {
    take(unit);
    units_.push_back(std::move(unit));
    depths_.push_back(0);
  }
}

bool Worklist::take(const Unit& unit) { return known_.insert(identity(unit)).second; }

std::pair<std::size_t, std::size_t> Worklist::next_round() {
  const std::size_t first = std::exchange(begun_, units_.size());
  return {first, begun_};
}

void Worklist::name(std::size_t by, std::vector<Unit> units, std::vector<Gap>& gaps) {
  const std::size_t depth = depths_[by] + 1;
  for (Unit& unit : units) {
    if (!take(unit)) continue;
    const bool deep = depth > limits_.depth;
    if (deep || named_ >= limits_.named) {
      gaps.push_back(
          {units_[by].root,
           {},
           fmt::format("`{}`", unit.root),
           deep ? fmt::format("more than {} levels of what deploys further", limits_.depth)
                : fmt::format("more than {} of what deploys further", limits_.named)});
      continue;
    }
    ++named_;
    units_.push_back(std::move(unit));
    depths_.push_back(depth);
  }
}

}  // namespace fairlead
