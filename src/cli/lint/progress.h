#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "run/run.h"

namespace fairlead {

/// Says on standard error how far a run is, once it has taken a second, where that is a terminal.
/// What was said is gone when this ends.
class Progress {
 public:
  /// `so_far` must outlive it.
  explicit Progress(const RunProgress& so_far);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  void show(const std::stop_token& stop);

  const RunProgress& so_far_;
  std::mutex mutex_;
  std::condition_variable_any ended_;
  std::jthread thread_;  // last: it uses the others
};

}  // namespace fairlead
