#include "rules/gitops/named_paths.h"

namespace fairlead {

void rule_gitops_path_missing(RuleRun& run) { report_missing_paths(run, false); }

}  // namespace fairlead
