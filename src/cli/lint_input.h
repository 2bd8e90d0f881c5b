#pragma once
#include "cli/files/root.h"
#include "cli/options.h"
#include "run/run.h"

namespace fairlead {

/// How much of what was not checked the formats that are asked for tell.
Tells most_told(const Options& options);

/// Runs what `lint` is asked for, on the disk, standard input or both. `root` gets where paths are
/// counted from (nothing where standard input alone is read); `so_far` is updated meanwhile.
Result<RunResult> lint_input(const Options& options, Root& root, RunProgress& so_far);

}  // namespace fairlead
