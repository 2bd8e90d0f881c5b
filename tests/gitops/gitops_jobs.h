#pragma once
#include <string>

#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead::gitops {

/// Answers a job, a mapping that was read from JSON, with one line of JSON, as
/// scripts/gitops-oracle's programs around Flux' and Argo CD's own packages do. `op` says what is
/// asked:
///   envsubst  `text`, `vars` (a mapping), `strict`: the text with its variables filled in
/// The answer has `ok` and `output`, or `error`.
std::string answer(Ref job, SourceMap& sources);

}  // namespace fairlead::gitops
