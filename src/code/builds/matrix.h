#pragma once
#include <map>
#include <string>
#include <vector>

#include "code/builds/expression.h"
#include "tree/node.h"

namespace fairlead {

/// The values of a job's matrix in one of its runs, by path: `service`, `target.image`. A path that
/// is not in it is unknown where the matrix is made by an expression.
using MatrixRun = std::map<std::string, std::string, std::less<>>;

/// The runs that `strategy.matrix` makes, `include` with them: one without values where there is no
/// matrix, or it is made by an expression.
std::vector<MatrixRun> matrix_runs(Ref matrix, const ContextLookup& contexts);

}  // namespace fairlead
