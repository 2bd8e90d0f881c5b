#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "tree/document.h"

namespace fairlead {

/// What go-yaml says of the first document of a text.
struct YamlVerdict {
  std::string refusal;  ///< why it is refused, in its words: `yaml: line 2: mapping values are not
                        ///< allowed in this context`; "" where it is taken
  std::size_t end = 0;  ///< where the document ends, if it is taken; nobody looks behind that
};
YamlVerdict judge_yaml(std::string_view text);

/// The first `size` bytes of a text as read_yaml reads a whole one.
Tree read_yaml_begin(Arena& arena, const SourceMap& sources, SourceId source, std::size_t size);

}  // namespace fairlead
