#pragma once
#include "cli/files/root.h"
#include "report/report.h"

namespace fairlead {

/// What is done with the baseline's file.
enum class BaselineUse { hide, write, prune };

struct BaselineAsked {
  std::string path;  ///< "": the repository's, where it has one
  BaselineUse use = BaselineUse::hide;
};

/// Takes what the baseline knows out of a report, or writes or prunes the baseline, as is
/// asked (`whole`: the report is of all there is, so that entries may be out of date); what was
/// written, and what is out of date, is said on standard error. An error where the file is no
/// baseline, or cannot be read or written.
Result<bool> apply_baseline(const BaselineAsked& asked, const Root& root, bool whole,
                            Report& report);

}  // namespace fairlead
