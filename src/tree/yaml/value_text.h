#pragma once
#include <cstdint>
#include <string>

#include "base/arena.h"
#include "source/source_map.h"
#include "tree/document.h"
#include "tree/node.h"

namespace fairlead {

/// A text that was read as one value: fromYaml, fromYamlArray, fromJson, fromJsonArray.
struct ValueText {
  const Node* root = nullptr;  ///< null without an error: the text is empty or null
  std::string error;           ///< why it is refused, in the words of Go's libraries; "" where not
  bool too_large = false;      ///< a limit of ours was met, and error says which: Go might read it
};

/// What the value must be.
enum class Wanted : std::uint8_t { mapping, sequence };

/// The first document of a YAML text, as sigs.k8s.io/yaml reads it.
ValueText read_yaml_value(Arena& arena, const SourceMap& sources, SourceId source, Wanted wanted);
/// The same of a text that read_yaml has read already, into the same arena.
ValueText yaml_value_of(Tree tree, Arena& arena, const SourceMap& sources, SourceId source,
                        Wanted wanted);
/// A JSON text, as Go's encoding/json reads it.
ValueText read_json_value(Arena& arena, const SourceMap& sources, SourceId source, Wanted wanted);

}  // namespace fairlead
