#pragma once
#include <string>
#include <string_view>

#include "lint/rule.h"
#include "report/machine/json_writer.h"

namespace fairlead {

/// A rule's entry in `tool.driver.rules`, with what GitHub, Azure and the standard ask for.
void write_sarif_rule(JsonWriter& json, const RuleInfo& rule);

}  // namespace fairlead
