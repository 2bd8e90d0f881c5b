#pragma once
#include <map>
#include <optional>
#include <vector>

#include "deploy/argo/set/set_run.h"

namespace fairlead::argo {

using ParameterSets = std::vector<Parameters>;

/// All values under names that lead to them (`a.b.0`), as Go prints them; lists and mappings that
/// are empty as they are.
std::map<std::string, BuiltText> flattened(SetRun& run, gotemplate::Map& values);

/// A map of strings under flat names.
Parameters flat_parameters(SetRun& run, gotemplate::Map& values);

/// The parameters of both: of Go templates those of `first` win, key by key; flat ones must not
/// differ where both have them. Null where they do.
Parameters combined(SetRun& run, gotemplate::Map& first, gotemplate::Map& second);

/// Puts `more` over `base`: of Go templates key by key and as deep as both are mappings.
void put_over(SetRun& run, gotemplate::Map& base, gotemplate::Map& more);

/// What a set has at its merge keys, as JSON.
std::string merge_key(SetRun& run, gotemplate::Map& set, Ref keys);

/// Whether a label selector takes a set.
bool selects(SetRun& run, Ref selector, gotemplate::Map& set);

}  // namespace fairlead::argo
