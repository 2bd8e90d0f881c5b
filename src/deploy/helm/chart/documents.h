#pragma once
#include <string_view>
#include <vector>

#include "deploy/helm/chart/outcome.h"
#include "tree/document.h"

namespace fairlead::helm {

/// What Helm reads of a YAML text: its first document, or (Helm 4, of values) each one of those
/// that
/// `---` separates.
enum class Reading : std::uint8_t { first, each };

/// The roots of the documents, null for an empty one; a failure's words are those that Helm ends
/// with, its stage is the caller's.
Outcome<std::vector<const Node*>> documents_of(const Tree& tree, std::string_view text,
                                               Reading reading, Stage stage);

/// The same of values: mappings alone, those that are empty or null left out.
Outcome<std::vector<const Node*>> values_of(const Tree& tree, std::string_view text,
                                            Reading reading, Stage stage);

}  // namespace fairlead::helm
