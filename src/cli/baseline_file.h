#pragma once
#include "cli/options.h"
#include "cli/root.h"
#include "report/report.h"

namespace fairlead {

/// Takes what the baseline knows out of a report, or writes or prunes the baseline, as the options
/// ask; what was written, and what is out of date, is said on standard error. An error where the
/// file is no baseline, or cannot be read or written.
Result<bool> apply_baseline(const Options& options, const Root& root, Report& report);

}  // namespace fairlead
