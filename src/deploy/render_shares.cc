#include "deploy/render_shares.h"

#include <numeric>

namespace fairlead {

Allowance RenderShares::of(std::size_t place) {
  const std::lock_guard lock(mutex_);
  const auto before = taken_.begin() + static_cast<std::ptrdiff_t>(place);
  const std::uint64_t taken = std::accumulate(taken_.begin(), before, std::uint64_t{0});
  return taken > left_ ? Allowance{.steps = 0} : Allowance{};
}

void RenderShares::took(std::size_t place, std::uint64_t steps) {
  const std::lock_guard lock(mutex_);
  taken_[place] = steps;
}

std::size_t RenderShares::beyond() const {
  std::uint64_t taken = 0;
  for (std::size_t place = 0; place < taken_.size(); ++place) {
    taken += taken_[place];
    if (taken > left_) return place;
  }
  return taken_.size();
}

}  // namespace fairlead
