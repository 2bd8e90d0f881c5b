#pragma once
#include <cstddef>
#include <memory>
#include <set>
#include <string>

#include "base/files.h"
#include "deploy/types/allowance.h"
#include "run/run.h"

namespace fairlead {

/// What the last look of a session had to do; for tests, and for progress.
struct SessionWork {
  std::size_t files_read = 0;
  std::size_t units_modelled = 0;
  std::size_t units_linted = 0;
};

/// A repository that is looked at again and again: an editor's server, `--watch`. `run()` is its
/// one-shot use.
///
/// Files are read and parsed once. A unit is modelled again where a file that it was made of
/// changed, appeared or went, or one that it named and that is not there; it is linted again where
/// what some unit of its world says has changed. Reports hold on to the texts they speak of.
class Session {
 public:
  /// `files` must outlive it; RunOptions::changed is as it was at the first look. What charts would
  /// take beyond `rendering` is left out and said.
  Session(const Files& files, RunOptions options, RunAllowance rendering = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Lints what lies below the paths now: walk, read, discover, deploy, facts, wiring, lint. An
  /// error only where a path does not exist or a fairlead.yaml is wrong; what is remembered stays.
  Result<RunResult> lint();

  /// Files (relative to the root) that were changed, added or deleted since the last look.
  void changed(const std::set<std::string>& paths);

  const SessionWork& work() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fairlead
