#pragma once
#include <string>
#include <vector>

#include "deploy/compose/value/maker.h"
#include "deploy/compose/value/path.h"

namespace fairlead::compose {

/// Places of what lies below a file that the file takes out (`!reset`) or puts in anew
/// (`!override`): the names on the way there.
using Resets = std::vector<std::vector<std::string>>;

/// A document of a compose file.
struct ComposeDocument {
  Value root;
  Resets resets;
};

/// The documents of a compose file's text, as compose reads YAML: every value of an anchor is a
/// value of its own, `<<` is merged, a repeated key is refused.
Loaded<std::vector<ComposeDocument>> read_documents(SourceId source, Maker& maker);

/// Takes out of a project what a file resets.
void apply_resets(const Resets& resets, Value& below);

}  // namespace fairlead::compose
