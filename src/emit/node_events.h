#pragma once
#include <cstdint>
#include <string>

#include "emit/events.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead::emit {

/// Which numbers and keys a tree's scalars become.
enum class Numbers : std::uint8_t {
  helm,   ///< all numbers are float64; keys are what sigs.k8s.io/yaml makes of them
  exact,  ///< kustomize: integers of 64 bits stay; keys below the root must be strings
};

/// Tells a tree to `events`: aliases are followed, `<<` is merged, of equal keys the last counts.
/// Each scalar has an origin in `sources`, in whose arena the texts lie. Why it cannot be told, in
/// the library's words: a key that is null, a collection or a number beyond int64; else "".
std::string add_tree(const Ref& root, Numbers numbers, SourceMap& sources, Events& events);

}  // namespace fairlead::emit
