#pragma once
#include "deploy/argo/set/parameters.h"

namespace fairlead::argo {

/// What a generator of an ApplicationSet gives, in its order: list, git, matrix and merge of these.
/// One that asks others than the repository is noted in `run`.
ParameterSets generated(SetRun& run, Ref generator);

/// What its `git` gives.
ParameterSets of_git(SetRun& run, Ref git);

/// The kind of a generator: "list", "git" …; "" where it has none that is known.
std::string_view generator_kind(Ref generator);

}  // namespace fairlead::argo
