#pragma once
#include <functional>
#include <string>

#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// What stands behind a scalar, in a few words; "" where nothing is to be said.
using ScalarWords = std::function<std::string(const Node&)>;

/// A made text that is YAML, with the words of each scalar of `root` as a comment at the end of its
/// line: of a block scalar that of its `|`, of others that where it ends. Words of several scalars
/// in one line stand behind each other, each once.
std::string annotated(SourceId text, Ref root, const SourceMap& sources, const ScalarWords& words);

/// A written place as people write it: "charts/worker/values.yaml:14", without `prefix` where its
/// path begins with that; "" for none.
std::string place_words(Span at, const SourceMap& sources, std::string_view prefix = "");

}  // namespace fairlead
