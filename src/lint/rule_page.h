#pragma once
#include <string>

#include "lint/rule_file.h"

namespace fairlead {

/// A rule's page as Markdown: what `fairlead explain`, the SARIF rule and rules/<id>.md show. The
/// marks of its examples become words about the line above. An error where a mark cannot be read.
Result<std::string> rule_page(const RuleFile& rule);

}  // namespace fairlead
