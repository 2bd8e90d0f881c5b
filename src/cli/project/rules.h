#pragma once
#include <string>

namespace fairlead {

/// How `fairlead rules` prints: "text", "json", "markdown".
struct RulesOptions {
  std::string format = "text";
};

/// Prints every rule; returns the exit code.
int list_rules(const RulesOptions& options);

/// Prints the JSON Schema of that name; returns the exit code.
int print_schema(const std::string& name);

}  // namespace fairlead
