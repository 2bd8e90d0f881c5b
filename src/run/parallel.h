#pragma once
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "deploy/render_shares.h"

namespace fairlead {

/// Calls `work(i)` for every i below `count`, on up to `threads` threads (0: one a processor). The
/// calls are independent of each other; all are done on return.
template <typename Work>
void parallel_for(std::size_t count, unsigned threads, Work work) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> others;
  // A thread costs more than a few small files.
  constexpr std::size_t worth_a_thread = 8;
  for (unsigned i = 1; i < threads && i * worth_a_thread < count; ++i) others.emplace_back(take);
  take();
}

/// Calls `model(place, allowance)` for each of `count` units, on threads; it gives the steps that
/// rendering the unit took. Those that turn out to get nothing are called once more.
template <typename Model>
void model_in_shares(std::size_t count, std::uint64_t left, unsigned threads, Model model) {
  RenderShares shares(count, left);
  parallel_for(count, threads, [&](std::size_t i) { shares.took(i, model(i, shares.of(i))); });
  const std::size_t beyond = shares.beyond();
  parallel_for(count - beyond, threads,
               [&](std::size_t i) { model(beyond + i, Allowance{.steps = 0}); });
}

}  // namespace fairlead
