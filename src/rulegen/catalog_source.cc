#include "rulegen/catalog_source.h"

#include <fmt/format.h>

#include "rulegen/literal.h"

namespace fairlead {
namespace {

std::string array_of(std::string_view name, std::size_t index,
                     const std::vector<std::string>& texts) {
  std::string items;
  for (const std::string& text : texts) items += literal(text) + ", ";
  return fmt::format("constexpr std::array<std::string_view, {}> {}_{}{{{}}};\n", texts.size(),
                     name, index, items);
}

std::string options_of(std::size_t index, const std::vector<RuleFileOption>& options) {
  std::string items;
  for (const RuleFileOption& option : options) {
    items += fmt::format("RuleOption{{{}, {}, {}, {}, {}, {}}}, ", literal(option.name),
                         literal(option.description), option.is_list, option.minimum,
                         option.maximum, option.standard);
  }
  return fmt::format("constexpr std::array<RuleOption, {}> options_{}{{{}}};\n", options.size(),
                     index, items);
}

/// "endpoint/service-not-found" → "rule_endpoint_service_not_found".
std::string function_name(std::string_view id) {
  std::string name = fmt::format("rule_{}", id);
  for (char& c : name) {
    if (c == '/' || c == '-') c = '_';
  }
  return name;
}

/// A part of a rule's page that stands there as it was written, so that the program holds it once.
std::string part_of_page(const CatalogEntry& entry, std::size_t index, std::string_view part) {
  return fmt::format("page_{}.substr({}, {})", index, entry.page.find(part), part.size());
}

std::string row(const CatalogEntry& entry, std::size_t index) {
  const RuleFile& rule = entry.rule;
  return fmt::format(
      "    RuleInfo{{{}, {}, Severity::{}, Confidence::{}, {}, tags_{},\n    {},\n    {},\n"
      "    references_{}, aliases_{}, options_{},\n    page_{}, {}}},\n",
      literal(rule.id), literal(rule.title), severity_name(rule.severity),
      confidence_name(rule.confidence), literal(rule.since), index,
      part_of_page(entry, index, rule.why), part_of_page(entry, index, rule.how_to_fix), index,
      index, index, index, rule.by_runner ? "nullptr" : "&" + function_name(rule.id));
}

}  // namespace

std::string catalog_source(std::span<const CatalogEntry> entries) {
  std::string declarations, arrays, rows;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const RuleFile& rule = entries[i].rule;
    if (!rule.by_runner)
      declarations += fmt::format("void {}(RuleRun&);\n", function_name(rule.id));
    arrays +=
        fmt::format("constexpr std::string_view page_{} =\n{};\n", i, literal(entries[i].page));
    arrays += array_of("tags", i, rule.tags) + array_of("references", i, rule.references) +
              array_of("aliases", i, rule.aliases) + options_of(i, rule.options);
    rows += row(entries[i], i);
  }
  return fmt::format(
      "// Made by rulegen from rules/.\n#include \"lint/rule.h\"\n\n#include <array>\n\n"
      "namespace fairlead {{\n\n{}\nnamespace {{\n\n{}\nconstexpr std::array<RuleInfo, {}> "
      "rules{{{}\n{}"
      "{}}};\n\n}}  // namespace\n\nstd::span<const RuleInfo> catalog() {{ return rules; }}\n\n"
      "}}  // namespace fairlead\n",
      declarations, arrays, entries.size(), entries.empty() ? "" : "{", rows,
      entries.empty() ? "" : "}");
}

}  // namespace fairlead
