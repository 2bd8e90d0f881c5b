#pragma once
#include <cstdint>
#include <mutex>
#include <vector>

#include "deploy/types/allowance.h"

namespace fairlead {

/// Who of the units that threads render together gets a share of what a run may take: the first
/// ones, as if one was rendered after the other. Once they have taken more than there is, those
/// behind get nothing, and neither does the one that took too much.
class RenderShares {
 public:
  RenderShares(std::size_t count, std::uint64_t left) : left_(left), taken_(count) {}

  /// What the unit at `place` may take. Units may be done in any order: some that will get nothing
  /// are told only by beyond().
  Allowance of(std::size_t place);
  void took(std::size_t place, std::uint64_t steps);

  /// The first that gets nothing, once all are done; their count where there is none.
  std::size_t beyond() const;

 private:
  const std::uint64_t left_;
  std::mutex mutex_;
  std::vector<std::uint64_t> taken_;
};

}  // namespace fairlead
