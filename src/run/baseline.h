#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "report/report.h"

namespace fairlead {

/// The file of a baseline, beside the repository's `.git`, where none is named.
inline constexpr const char* baseline_name = "fairlead-baseline.json";

/// One finding that is known and not reported.
struct KnownFinding {
  std::string fingerprint;           ///< fingerprints(), which no line number changes
  std::string rule, path, resource;  ///< for people who read the file; `path` from the root
};

/// Findings that a repository lives with, by their fingerprints.
using Baseline = std::map<std::string, KnownFinding>;

/// Reads what write_baseline() wrote; an error names the file and what is wrong.
Result<Baseline> read_baseline(const std::string& name, std::string text);
/// The whole file, an entry a line, sorted by path, so that version control shows what changed.
std::string write_baseline(const Baseline& baseline);

/// The findings of a report.
Baseline baseline_of(const Report& report);

/// Takes the known findings out of a report and returns the entries that fit none. Only entries
/// below `paths` can be out of date: nothing else was looked at.
Baseline hide_known(Report& report, const Baseline& baseline, std::span<const std::string> paths);

/// `old` with what lies below `paths` replaced by `fresh`: the rest was not looked at.
Baseline updated(const Baseline& old, const Baseline& fresh, std::span<const std::string> paths);

}  // namespace fairlead
