#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/name_words.h"
#include "base/text.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "rules/env/twins.h"

namespace fairlead {
namespace {

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

bool has(const ContainerSettings& each, std::string_view name) {
  return std::ranges::find(each.settings, name, &Setting::name) != each.settings.end();
}

bool reaches(std::span<const Endpoint* const> endpoints, Product product) {
  return std::ranges::any_of(endpoints,
                             [&](const Endpoint* each) { return each->product == product; });
}

}  // namespace

void rule_env_worker_lacks_variable(RuleRun& run) {
  std::set<std::pair<const Container*, std::string_view>> told;
  for_each_twins(run.facts(), [&](const Twins& twins) {
    const ContainerSettings& worker = twins.worker;
    if (may_be_told_otherwise(worker)) return;
    for (const Endpoint* given : twins.others) {
      if (given->variable.empty() || given->product == Product::unknown) continue;
      if (has(worker, given->variable) || reaches(twins.workers, given->product)) continue;
      run.answered();
      if (told.emplace(worker.container, given->variable).second) report(run, worker, *given);
    }
  });
}

}  // namespace fairlead
