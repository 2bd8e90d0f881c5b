#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fairlead {

/// GitHub's `primaryLocationLineHash` of every line of a text (index 0 is line 1): a hash of the
/// next 100 characters that are not blank, and which of the equal ones it is, "ef24d3f9180007e1:1".
/// The algorithm is that of github/codeql-action, src/fingerprints.ts, which compares them between
/// uploads; a byte order mark is no part of the text, as the SARIF Multitool has it.
std::vector<std::string> line_hashes(std::string_view text);

}  // namespace fairlead
