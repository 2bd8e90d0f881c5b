#include "run/ignores.h"

#include <map>
#include <tuple>

#include "lint/rule.h"
#include "lint/runner.h"

namespace fairlead {
namespace {

/// The configuration that speaks for each file; of a file of several units that of the first.
using ConfigOf = std::map<SourceId, const Config*>;

Ignores read_all(std::span<const LintedUnit> units, const SourceMap& sources, ConfigOf& configs) {
  Ignores all;
  for (const LintedUnit& unit : units) {
    for (const File* file : unit.files) {
      if (configs.emplace(file->source, unit.config).second) read_ignores(*file, sources, all);
    }
  }
  for (const LintedUnit& unit : units) {
    const Ignores& of_unit = *unit.annotations;
    all.asked.insert(all.asked.end(), of_unit.asked.begin(), of_unit.asked.end());
    all.faults.insert(all.faults.end(), of_unit.faults.begin(), of_unit.faults.end());
  }
  // An object that several units deploy carries its annotation in each.
  const auto key = [](const Ignore& ignore) {
    return std::tuple(ignore.at.source, ignore.at.begin, ignore.at.end, ignore.rule->id);
  };
  std::ranges::sort(all.asked, {}, key);
  const auto rest = std::ranges::unique(all.asked, {}, key);
  all.asked.erase(rest.begin(), rest.end());
  return all;
}

/// Appends a finding with the severity that the file's configuration asks for.
void add(Finding finding, const ConfigOf& configs, std::vector<Finding>& findings) {
  const auto config = configs.find(finding.at.source);
  if (config != configs.end()) {
    const std::string_view asked = asked_severity(*config->second, *finding.rule);
    if (asked == "off") return;
    finding.severity = severity_named(asked).value_or(finding.severity);
  }
  findings.push_back(std::move(finding));
}

bool rule_ran(const Ignore& ignore, const ConfigOf& configs) {
  const auto config = configs.find(ignore.at.source);
  return ignore.rule->check && config != configs.end() &&
         asked_severity(*config->second, *ignore.rule) != "off";
}

}  // namespace

std::size_t apply_ignores(std::span<const LintedUnit> units, const SourceMap& sources,
                          std::vector<Finding>& findings) {
  ConfigOf configs;
  Ignores ignores = read_all(units, sources, configs);
  const std::size_t hidden = apply(ignores, findings);
  for (Finding& fault : ignores.faults) add(std::move(fault), configs, findings);
  for (const Ignore& ignore : ignores.asked) {
    if (!ignore.used && rule_ran(ignore, configs)) add(unused_finding(ignore), configs, findings);
  }
  return hidden;
}

}  // namespace fairlead
