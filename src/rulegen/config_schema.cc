#include "rulegen/config_schema.h"

#include <fmt/format.h>

#include "base/text.h"
#include "lint/rule.h"
#include "report/machine/json_writer.h"

namespace fairlead {
namespace {

std::string option_schema(const RuleFileOption& option) {
  const std::string description = json_literal(option.description);
  if (option.is_list)
    return fmt::format(R"({{"description": {}, "type": "array", "items": {{"type": "string", )"
                       R"("minLength": 1}}}})",
                       description);
  return fmt::format(
      R"({{"description": {}, "type": "integer", "minimum": {}, "maximum": {}, "default": {}}})",
      description, option.minimum, option.maximum, option.standard);
}

std::string rule_schema(const RuleFile& rule) {
  std::string properties;
  for (const RuleFileOption& option : rule.options) {
    properties += fmt::format("{}\"{}\": {}", properties.empty() ? "" : ", ", option.name,
                              option_schema(option));
  }
  return fmt::format(
      R"("{}": {{"type": "object", "additionalProperties": false, "properties": {{{}}}}})", rule.id,
      properties);
}

}  // namespace

Result<std::string> config_schema(std::string_view schema, std::span<const CatalogEntry> entries) {
  std::string ids, families, options;
  for (const CatalogEntry& entry : entries) {
    const std::string family = fmt::format("\"{}\"", family_of(entry.rule.id));
    if (!contains(families, family)) families += (families.empty() ? "" : ", ") + family;
    ids += fmt::format("{}\"{}\"", ids.empty() ? "" : ", ", entry.rule.id);
    if (!entry.rule.options.empty())
      options += (options.empty() ? "" : ", ") + rule_schema(entry.rule);
  }
  const std::pair<std::string_view, std::string> generated[] = {
      {"    \"rule\": ", fmt::format(R"({{"enum": [{}]}},)", ids)},
      {"    \"family\": ", fmt::format(R"({{"enum": [{}]}},)", families)},
      {"    \"rule-options\": ",
       fmt::format(R"({{"type": "object", "additionalProperties": false, "properties": {{{}}}}},)",
                   options)}};
  std::string out;
  std::size_t written = 0;
  for (std::string_view line : split(schema, '\n')) {
    for (const auto& [begin, text] : generated) {
      if (!line.starts_with(begin)) continue;
      out += fmt::format("{}{}", begin, text);
      line = {};
      ++written;
    }
    out += fmt::format("{}\n", line);
  }
  out.pop_back();
  if (written != std::size(generated))
    return usage_error(
        "fairlead.schema.json lacks the lines of `rule`, `family` and `rule-options` in `$defs`");
  return out;
}

}  // namespace fairlead
