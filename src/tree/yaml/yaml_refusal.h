#pragma once
#include <string>
#include <string_view>

namespace fairlead {

/// Why go-yaml refuses the first document of a text, in its words: `yaml: line 2: mapping values
/// are not allowed in this context`. "" where the parser takes it.
std::string yaml_refusal(std::string_view text);

}  // namespace fairlead
