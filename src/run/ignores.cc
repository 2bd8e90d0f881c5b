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

class Severities {
 public:
  Severities(const ConfigOf& configs, const SourceMap& sources)
      : configs_(configs), sources_(sources) {}

  /// What the configuration of a place asks for; "off" where none speaks for it.
  std::string_view asked(const RuleInfo& rule, Span at) const {
    const auto config = configs_.find(at.source);
    if (config == configs_.end()) return "off";
    return asked_severity(*config->second, rule, sources_.name(at.source));
  }

 private:
  const ConfigOf& configs_;
  const SourceMap& sources_;
};

void add(Finding finding, const Severities& severities, std::vector<Finding>& findings) {
  const std::string_view asked = severities.asked(*finding.rule, finding.at);
  if (asked == "off") return;
  finding.severity = severity_named(asked).value_or(finding.severity);
  findings.push_back(std::move(finding));
}

}  // namespace

std::size_t apply_ignores(std::span<const LintedUnit> units, const SourceMap& sources,
                          const IgnoresAsked& asked, std::vector<Finding>& findings) {
  ConfigOf configs;
  Ignores ignores = read_all(units, sources, configs);
  const Severities severities(configs, sources);
  const std::size_t hidden = apply(ignores, findings);
  for (Finding& fault : ignores.faults) {
    if (asked.here(fault.at)) add(std::move(fault), severities, findings);
  }
  for (const Ignore& ignore : ignores.asked) {
    const auto& tags = ignore.rule->tags;
    const bool asks = std::ranges::find(tags, "dns") != tags.end();
    const bool ran = ignore.rule->check && (asked.dns || !asks) &&
                     severities.asked(*ignore.rule, ignore.at) != "off";
    if (!ignore.used && ran && asked.here(ignore.at))
      add(unused_finding(ignore), severities, findings);
  }
  return hidden;
}

}  // namespace fairlead
