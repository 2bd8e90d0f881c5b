#include "cli/project/rules.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/project/schemas.h"
#include "lint/rule.h"
#include "report/machine/json_writer.h"

namespace fairlead {
namespace {

void print(const fmt::memory_buffer& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_text() {
  for (const RuleInfo& rule : catalog())
    fmt::print("{:<40} {:<8} {}\n", rule.id, severity_name(rule.severity), rule.title);
}

void print_markdown() {
  fmt::print("| rule | severity | finds |\n|---|---|---|\n");
  for (const RuleInfo& rule : catalog())
    fmt::print("| `{}` | {} | {} |\n", rule.id, severity_name(rule.severity), rule.title);
}

void write_rule(JsonWriter& json, const RuleInfo& rule) {
  const auto list = [&](std::string_view name, std::span<const std::string_view> words) {
    json.array(name, [&] {
      for (const std::string_view word : words) json.string(word);
    });
  };
  json.object([&] {
    json.field("id", rule.id);
    json.field("title", rule.title);
    json.field("severity", severity_name(rule.severity));
    json.field("confidence", confidence_name(rule.confidence));
    json.field("since", rule.since);
    list("tags", rule.tags);
    json.field("why", rule.why);
    json.field("howToFix", rule.how_to_fix);
    list("references", rule.references);
    list("aliases", rule.aliases);
  });
}

void print_json() {
  fmt::memory_buffer text;
  JsonWriter json(text);
  json.array([&] {
    for (const RuleInfo& rule : catalog()) write_rule(json, rule);
  });
  text.push_back('\n');
  print(text);
}

}  // namespace

int list_rules(const RulesOptions& options) {
  if (options.format == "json")
    print_json();
  else if (options.format == "markdown")
    print_markdown();
  else
    print_text();
  return 0;
}

int print_schema(const std::string& name) {
  for (const Schema& schema : schemas()) {
    if (schema.name == name) fmt::print("{}", schema.text);
  }
  return 0;
}

}  // namespace fairlead
