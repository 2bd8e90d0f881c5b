#pragma once
#include "base/arena.h"
#include "emit/json_text.h"

namespace fairlead::emit {

/// Whose YAML is written.
enum class YamlForm : std::uint8_t {
  /// sigs.k8s.io/yaml, through JSON: toYaml, and what kustomize prints. go-yaml 2: lists stand
  /// below their key without indentation, lines fold behind column 80.
  sigs,
  /// toYamlPretty: go-yaml 3 with lists indented by two blanks and long lines as they are.
  pretty,
};

/// Writes a value as one document without `---`; the last line has its line break, which toYaml
/// takes away. `arena` is for what is made on the way.
Written write_yaml(const Events& events, YamlForm form, Arena& arena, TextBuilder& out);
/// The same without the last line break, as `toYaml` and `toYamlPretty` give it.
Written write_yaml_value(const Events& events, YamlForm form, Arena& arena, TextBuilder& out);

}  // namespace fairlead::emit
