#pragma once
#include <string>
#include <string_view>

namespace fairlead::emit {

/// What becomes of a folded scalar's text where kyaml writes it as one and reads it again, which
/// kustomize does with every resource: go-yaml writes line breaks beside lines that begin with a
/// blank wrongly, so that some are doubled and others lost.
std::string refolded(std::string_view text);

}  // namespace fairlead::emit
