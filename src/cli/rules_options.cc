#include "cli/rules_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "cli/project/schemas.h"

namespace fairlead {
namespace {

constexpr const char* schema_footer = R"(Schemas:
  report     what `lint --format json` prints
  config     fairlead.yaml; editors complete and check by it
  client     a client library, under `clients:` of a fairlead.yaml
  inventory  fairlead-inventory.yaml
  diff       what `diff --format json` prints
  units      what `units --format json` prints

Examples:
  fairlead schema config > fairlead.schema.json
      and in fairlead.yaml: # yaml-language-server: $schema=fairlead.schema.json)";

}  // namespace

void add_rules_commands(CLI::App& app, Options& options) {
  CLI::App* rules = app.add_subcommand("rules", "List every rule with its severity");
  rules->add_option("--format", options.rules.format, "How they are listed")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json", "markdown"}))
      ->capture_default_str();
  rules->callback([&options] { options.command = Command::rules; });

  std::vector<std::string> names;
  for (const Schema& each : schemas()) names.emplace_back(each.name);
  CLI::App* schema = app.add_subcommand("schema", "Print a JSON Schema");
  schema->footer(schema_footer);
  schema->add_option("NAME", options.schema, "What it describes")
      ->required()
      ->type_name("TEXT")
      ->check(CLI::IsMember(names));
  schema->callback([&options] { options.command = Command::schema; });
}

}  // namespace fairlead
