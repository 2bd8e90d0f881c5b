#include <fmt/format.h>

#include <algorithm>

#include "base/name_words.h"
#include "base/text.h"
#include "facts/client/program.h"
#include "lint/words.h"
#include "rules/endpoint/words.h"

namespace fairlead {
namespace {

constexpr std::string_view address_ends[] = {"url", "uri", "dsn", "host"};
/// What no program takes for optional settings of little weight: an empty SENTRY_DSN turns it off.
constexpr std::string_view servers[] = {"redis",   "valkey", "db",      "database", "postgres",
                                        "pg",      "mysql",  "mariadb", "mongo",    "postgresql",
                                        "mongodb", "amqp",   "broker",  "rabbitmq"};

/// Whether a variable of that name holds the address of a database, a broker or a Redis.
bool names_connection(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  return !words.empty() &&
         std::ranges::find(address_ends, words.back()) != std::end(address_ends) &&
         std::ranges::any_of(servers, [&](std::string_view word) { return has_word(words, word); });
}

bool is_of_redis(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  return has_word(words, "redis") || has_word(words, "valkey");
}

/// Whether another variable of the container holds an address of the same kind of server: a
/// program that takes several spellings passes over an empty one.
bool has_sibling(const ContainerSettings& container, const Setting& empty) {
  return std::ranges::any_of(container.settings, [&](const Setting& other) {
    const bool is_empty = other.value && trimmed(other.value.value).empty();
    return other.name != empty.name && !is_empty && names_connection(other.name) &&
           is_of_redis(other.name) == is_of_redis(empty.name);
  });
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

/// Whether it is an empty default of a compose file, `${REDIS_HOST:-}`, which the shell that starts
/// it or an `.env` is meant to fill.
bool is_default(const RuleRun& run, const Resource& resource, Span at) {
  return resource.file && !run.sources().is_written(at.source) &&
         run.sources().blame(at).edit.source == resource.file->source;
}

/// Whether the .env example beside a chart has the name.
bool in_dotenv(const Facts& facts, std::string_view name) {
  return std::ranges::find(facts.chart.dotenv_names, name) != facts.chart.dotenv_names.end();
}

/// Whether a made text stands so in a template: `""`, with nothing put in.
bool is_literal(const SourceMap& sources, Span at) {
  if (sources.text(at) != "\"\"" && sources.text(at) != "''") return false;
  const Trace ways = sources.trace(at);
  return ways.size() == 1 && ways[0].kind() == OriginKind::embedded &&
         sources.text(ways[0].written()) == sources.text(at);
}

/// Whether it is what a chart's values leave empty: to be filled, unless somebody says that the
/// program needs it.
bool is_left_open(const RuleRun& run, std::string_view name, Span at) {
  return run.facts().unit->kind == UnitKind::chart_values && !run.sources().is_written(at.source) &&
         !is_literal(run.sources(), at) && !in_dotenv(run.facts(), name);
}

void check_containers(RuleRun& run) {
  for (const ContainerSettings& container : run.facts().settings) {
    const Resource& resource = *container.workload->resource;
    for (const Setting& setting : container.settings) {
      const EnvVar* variable = setting.variable;
      if (!variable || variable->from != ValueFrom::literal || !variable->value_at) continue;
      if (!variable->value_at->is_scalar() || !variable->value_at.text().empty()) continue;
      const Program* program = reader_of(*run.facts().config, resource.name, variable->name);
      if (!program && (!names_connection(variable->name) || has_sibling(container, setting)))
        continue;
      if (!program && is_left_open(run, variable->name, variable->value_at.span())) continue;
      if (is_default(run, resource, variable->value_at.span())) continue;
      finish(run.report(resource, variable->value_at.span(), message(variable->name)), program,
             variable->name);
    }
  }
}

/// A chart's empty default is meant to be filled, unless the project says that the program needs
/// it.
void check_values(RuleRun& run) {
  const Facts& facts = run.facts();
  for (const ValuesLeaf& leaf : facts.unread) {
    if (!leaf.value || !leaf.value->is_string() || !leaf.value->text().empty()) continue;
    const Program* program = reader_of(*facts.config, facts.chart.name, leaf.key);
    const bool is_address = leaf.key.ends_with("_URL") || leaf.key.ends_with("_URI") ||
                            leaf.key.ends_with("_DSN") || leaf.key.ends_with("_HOST");
    if (!program && !(in_dotenv(facts, leaf.key) && is_address)) continue;
    finish(run.report(leaf.value->span(), message(leaf.key)), program, leaf.key);
  }
}

}  // namespace

void rule_endpoint_empty_url(RuleRun& run) {
  check_containers(run);
  check_values(run);
}

}  // namespace fairlead
