#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/name_words.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What a container's program is made from: its image, or in compose what it is built from. Two
/// that are the same are one program, started in different ways.
std::string made_from(const ContainerSettings& each) {
  const Ref build = each.container->at["build"];
  const bool is_mapping = build && build->is_mapping();
  if (each.container->image.empty() && !build) return {};
  return fmt::format("{}\n{}\n{}\n{}\n{}", each.workload->resource->namespace_name,
                     each.container->image, is_mapping ? build["context"].text() : build.text(),
                     build["dockerfile"].text(), build["target"].text());
}

bool has(const ContainerSettings& each, std::string_view name) {
  return std::ranges::find(each.settings, name, &Setting::name) != each.settings.end();
}

/// Whether they are given so much alike that they are one program's settings.
bool are_twins(const ContainerSettings& worker, const ContainerSettings& other) {
  constexpr std::size_t least = 3;
  std::set<std::string_view> shared;
  for (const Setting& setting : worker.settings)
    if (has(other, setting.name)) shared.insert(setting.name);
  return shared.size() >= least;
}

/// Whether its command line holds an address, or a variable whose value is not in view may.
bool may_be_told_otherwise(const ContainerSettings& worker) {
  constexpr std::string_view names[] = {"url",  "uri",     "dsn",    "host",
                                        "addr", "address", "server", "broker"};
  for (const Setting& setting : worker.settings) {
    const auto words = name_words(setting.name);
    const bool is_address =
        std::ranges::any_of(names, [&](std::string_view name) { return has_word(words, name); });
    if (is_address && setting.value.value.empty()) return true;
  }
  for (const auto* words : {&worker.container->command, &worker.container->args})
    for (const Ref word : *words)
      if (contains(word.text(), "://") || contains(word.text(), "$")) return true;
  return false;
}

void report(RuleRun& run, const ContainerSettings& worker, const Endpoint& given) {
  const Container& container = *worker.container;
  Ref place = container.at["env"] ? container.at["env"] : container.at["environment"];
  if (!place) place = container.at["image"] ? container.at["image"] : container.at["build"];
  const Span at = place.key() ? place.key()->span() : container.at.span();
  Finding& finding = run.report(
      *worker.workload->resource, at,
      fmt::format("`{}` runs the program of `{}` and is not given its `{}`, nor another address of "
                  "{}",
                  container.name, given.container->name, given.variable, given.host));
  finding.caption = fmt::format("no `{}`", given.variable);
  finding.help = fmt::format("give `{}` the variable, too", container.name);
  add_label(finding, given.host_at, fmt::format("given to `{}`", given.container->name));
}

/// Workers that the command line starts, of which all variables are in view.
std::vector<const ContainerSettings*> workers_of(const Facts& facts) {
  std::vector<const ContainerSettings*> workers;
  for (const ContainerSettings& each : facts.settings) {
    if (each.open || each.container->init || each.workload->resource->partial) continue;
    const bool is_worker = std::ranges::any_of(facts.clients, [&](const ClientAt& client) {
      return client.container == each.container && client.evidence == ClientEvidence::command &&
             client.role != redis::ClientRole::producer;
    });
    if (is_worker && !may_be_told_otherwise(each)) workers.push_back(&each);
  }
  return workers;
}

bool reaches(const Facts& facts, const Container* container, Product product) {
  return std::ranges::any_of(facts.endpoints, [&](const Endpoint& each) {
    return each.container == container && each.product == product;
  });
}

void check(RuleRun& run, const ContainerSettings& worker, const ContainerSettings& other,
           std::set<std::string_view>& told) {
  const Facts& facts = run.facts();
  for (const Endpoint& given : facts.endpoints) {
    const bool is_certain = given.container == other.container && !given.variable.empty() &&
                            given.product != Product::unknown;
    if (!is_certain || has(worker, given.variable)) continue;
    if (reaches(facts, worker.container, given.product)) continue;
    run.answered();
    if (told.insert(given.variable).second) report(run, worker, given);
  }
}

}  // namespace

void rule_env_worker_lacks_variable(RuleRun& run) {
  const Facts& facts = run.facts();
  for (const ContainerSettings* worker : workers_of(facts)) {
    const std::string made = made_from(*worker);
    std::set<std::string_view> told;
    for (const ContainerSettings& other : facts.settings) {
      const bool is_other = !other.container->init && other.workload != worker->workload;
      if (is_other && !made.empty() && made_from(other) == made && are_twins(*worker, other))
        check(run, *worker, other, told);
    }
  }
}

}  // namespace fairlead
