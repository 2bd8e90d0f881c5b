#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/client/program.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

/// Names that no program takes for optional settings of little weight.
constexpr std::string_view connection_names[] = {
    "DATABASE_URL", "REDIS_URL",   "CELERY_BROKER_URL", "BROKER_URL",   "AMQP_URL",
    "RABBITMQ_URL", "MONGODB_URI", "MONGO_URL",         "POSTGRES_URL",
};

bool names_connection(std::string_view name) {
  return std::find(std::begin(connection_names), std::end(connection_names), name) !=
         std::end(connection_names);
}

const Program* reader_of(const Config& config, std::string_view owner, std::string_view variable) {
  for (const Program* program : programs_of(config, owner)) {
    if (read_by(*program, variable)) return program;
  }
  return nullptr;
}

void finish(Finding& finding, const Program* program, std::string_view variable) {
  finding.caption = "an empty value";
  finding.help =
      "give it the server's address, or leave the variable out if a default is meant to apply";
  if (program) {
    add_label(finding, read_by(*program, variable)->at,
              fmt::format("`{}` does not work without it", program->workload.text));
  }
}

std::string message(std::string_view variable) {
  return fmt::format("`{}` is empty: the program gets an empty address, not its default", variable);
}

void check_containers(RuleRun& run) {
  for (const ContainerSettings& container : run.facts().settings) {
    const Resource& resource = *container.workload->resource;
    for (const Setting& setting : container.settings) {
      const EnvVar* variable = setting.variable;
      if (!variable || variable->from != ValueFrom::literal || !variable->value_at) continue;
      if (!variable->value_at->is_scalar() || !variable->value_at.text().empty()) continue;
      const Program* program = reader_of(*run.facts().config, resource.name, variable->name);
      if (!program && !names_connection(variable->name)) continue;
      finish(run.report(resource, variable->value_at.span(), message(variable->name)), program,
             variable->name);
    }
  }
}

/// A chart's empty default is meant to be filled, unless the project says that the program needs
/// it.
void check_values(RuleRun& run) {
  const Facts& facts = run.facts();
  for (const ValuesLeaf& leaf : facts.chart.leaves) {
    if (!leaf.value || !leaf.value->is_string() || !leaf.value->text().empty()) continue;
    const Program* program = reader_of(*facts.config, facts.chart.name, leaf.key);
    const bool in_dotenv =
        std::find(facts.chart.dotenv_names.begin(), facts.chart.dotenv_names.end(), leaf.key) !=
        facts.chart.dotenv_names.end();
    const bool is_address = leaf.key.ends_with("_URL") || leaf.key.ends_with("_URI") ||
                            leaf.key.ends_with("_DSN") || leaf.key.ends_with("_HOST");
    if (!program && !(in_dotenv && is_address)) continue;
    finish(run.report(leaf.value->span(), message(leaf.key)), program, leaf.key);
  }
}

}  // namespace

void rule_endpoint_empty_url(RuleRun& run) {
  check_containers(run);
  check_values(run);
}

}  // namespace fairlead
