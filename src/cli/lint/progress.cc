#include "cli/lint/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fairlead {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_after{1000}, next_after{200};

/// A line that can be taken away again.
bool can_show() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && terminal && std::string_view(terminal) != "dumb";
}

std::string line_of(const RunProgress& so_far) {
  const std::size_t files = so_far.files, units = so_far.units, linted = so_far.linted;
  if (files == 0) return "fairlead: waiting for what is to be read";
  if (units == 0) return fmt::format("fairlead: {} files read", files);
  if (linted == 0) return fmt::format("fairlead: {} files read, {} units built", files, units);
  return fmt::format("fairlead: {} files read, {} units built, {} checked", files, units, linted);
}

}  // namespace

Progress::Progress(const RunProgress& so_far) : so_far_(so_far) {
  if (can_show()) thread_ = std::jthread([this](const std::stop_token& stop) { show(stop); });
}

Progress::~Progress() = default;

void Progress::show(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  bool shown = false;
  const auto ended = [&](milliseconds after) {
    ended_.wait_for(lock, stop, after, [] { return false; });
    return stop.stop_requested();
  };
  while (!ended(shown ? next_after : first_after)) {
    fmt::print(stderr, "\r{}\x1b[K", line_of(so_far_));
    std::fflush(stderr);
    shown = true;
  }
  if (shown) fmt::print(stderr, "\r\x1b[K");
}

}  // namespace fairlead
