#include "report/machine/sarif_rules.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr std::size_t longest_description = 1024;  // GitHub's limit
constexpr std::size_t most_tags = 10;              // more are dropped by GitHub

/// "endpoint/service-not-found" → "EndpointServiceNotFound".
std::string pascal_case(std::string_view id) {
  std::string name;
  bool start = true;
  for (const char c : id) {
    if (c == '/' || c == '-') {
      start = true;
      continue;
    }
    name += start && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    start = false;
  }
  return name;
}

std::string sentence(std::string_view text) {
  std::string result(text);
  while (!result.empty() && (result.back() == '\n' || result.back() == ' ')) result.pop_back();
  if (!result.empty() && result.front() >= 'a' && result.front() <= 'z') {
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
  }
  if (!result.ends_with('.')) result += '.';
  if (result.size() <= longest_description) return result;
  // Cut at a sentence's end, or else before a character.
  const auto end = result.rfind(". ", longest_description - 1);
  result.resize(end == std::string::npos ? longest_description : end + 1);
  result.resize(valid_utf8_prefix(result));
  return result;
}

std::string_view problem_severity(Severity severity) {
  return severity == Severity::note ? "recommendation" : severity_name(severity);
}

/// CVSS-like numbers, which GitHub wants of security rules only.
const char* security_severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "8.0";
    case Severity::warning:
      return "5.5";
    case Severity::note:
      return "2.0";
  }
  __builtin_unreachable();
}

void write_properties(JsonWriter& json, const RuleInfo& rule) {
  const bool security = std::ranges::find(rule.tags, "security") != rule.tags.end();
  json.field("precision", confidence_name(rule.confidence));
  json.field("problem.severity", problem_severity(rule.severity));
  if (security) json.field("security-severity", security_severity(rule.severity));
  json.array("tags", [&] {
    for (const std::string_view tag : rule.tags.subspan(0, std::min(most_tags, rule.tags.size())))
      json.string(tag);
  });
}

}  // namespace

void write_sarif_rule(JsonWriter& json, const RuleInfo& rule) {
  json.object([&] {
    json.field("id", rule.id);
    json.field("name", pascal_case(rule.id));
    json.object("shortDescription", [&] { json.field("text", sentence(rule.title)); });
    json.object("fullDescription", [&] { json.field("text", sentence(rule.why)); });
    json.object("help", [&] {
      json.field("text",
                 std::string(rule.why) + "\nHow to fix it:\n\n" + std::string(rule.how_to_fix));
      json.field("markdown", rule.page);
    });
    json.object("defaultConfiguration", [&] { json.field("level", severity_name(rule.severity)); });
    json.object("properties", [&] { write_properties(json, rule); });
  });
}

}  // namespace fairlead
