#include "lint/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <tuple>

#include "base/glob.h"
#include "lint/node_path.h"

namespace fairlead {

namespace {

std::string_view severity_in(const std::map<std::string, Written>& severities,
                             const RuleInfo& rule) {
  const auto asked = [&](std::string_view id) -> std::string_view {
    const auto found = severities.find(std::string(id));
    return found == severities.end() ? std::string_view() : found->second.text;
  };
  std::string_view severity = asked(rule.id);
  for (std::size_t i = 0; severity.empty() && i < rule.aliases.size(); ++i)
    severity = asked(rule.aliases[i]);
  if (severity.empty()) severity = asked(family_of(rule.id));
  return severity;
}

bool is_for(const Override& changed, const Config& config, std::string_view path) {
  if (!config.directory.empty()) {
    if (!path.starts_with(config.directory + "/")) return false;
    path.remove_prefix(config.directory.size() + 1);
  }
  return std::ranges::any_of(changed.paths, [&](const std::string& pattern) {
    return path_matches(pattern, path) || path_matches(pattern + "/**", path);
  });
}

/// Whether a rule is off for every file that the configuration speaks for.
bool is_off(const Config& config, const RuleInfo& rule) {
  if (severity_in(config.severities, rule) != "off") return false;
  return std::ranges::all_of(config.overrides, [&](const Override& changed) {
    const std::string_view asked = severity_in(changed.severities, rule);
    return asked.empty() || asked == "off";
  });
}

bool has_label_at(const Finding& finding, Span at) {
  return std::any_of(finding.labels.begin(), finding.labels.end(),
                     [&](const Label& label) { return label.at == at; });
}

/// An edit of a made text is one of the written text only where both have the same bytes; the whole
/// fix is given up otherwise, since its edits belong together.
bool trace_fix(const SourceMap& sources, Fix& fix) {
  for (Edit& edit : fix.edits) {
    if (sources.is_written(edit.at.source)) continue;
    const Trace ways = sources.trace(edit.at);
    if (ways.size() != 1 || sources.text(ways[0].written()) != sources.text(edit.at)) return false;
    if (sources.blame(edit.at).edit != ways[0].written()) return false;  // another's file
    edit.at = ways[0].written();
  }
  return true;
}

/// Replaces every place in a made text by what somebody wrote.
void trace_to_written(const SourceMap& sources, Finding& finding) {
  for (Label& label : finding.labels) label.at = sources.blame(label.at).edit;
  std::erase_if(finding.fixes, [&](Fix& fix) { return !trace_fix(sources, fix); });
  const Blame blame = sources.blame(finding.at);
  assert(blame.edit.is_place());
  finding.at = blame.edit;
  // In another's chart, whose place stands for all of it.
  std::erase_if(finding.labels, [&](const Label& label) { return label.at == finding.at; });
  if (!blame.key.empty())
    finding.help += fmt::format("{}write `{}` there, which is read in place of the chart's own",
                                finding.help.empty() ? "" : "; ", blame.key);
  const auto add = [&](Span at, std::string_view words, bool provenance) {
    if (!has_label_at(finding, at)) finding.labels.push_back({at, std::string(words), provenance});
  };
  for (const Related& other : blame.others) {
    if (other.kind == Related::Kind::replaced) add(other.at, "is overridden", false);
  }
  for (const Related& other : blame.others) add(other.at, "comes from here", true);
  // The innermost say the most, and helpers of helpers have read dozens of values.
  constexpr std::size_t most_told = 8;
  for (const Span& at :
       std::span(blame.conditions).first(std::min(most_told, blame.conditions.size())))
    add(at, "stands there because of this", true);
}

TreeTexts texts_of(const Resource& resource) {
  return resource.filled_in ? TreeTexts::several : TreeTexts::one;
}

/// The resource whose tree `at` lies in, or null.
const Resource* resource_at(const Facts& facts, Span at) {
  const auto found = std::ranges::find_if(facts.resources, [&](const Resource& resource) {
    return resource.root && holds(*resource.root, at, texts_of(resource));
  });
  return found == facts.resources.end() ? nullptr : &*found;
}

/// The way to a place, or to the first on its own way to what somebody wrote that lies in the tree.
std::string path_in(const Resource& resource, Span at, const SourceMap& sources,
                    const Finding& finding, NodePaths& paths) {
  const auto path_to = [&](Span place) {
    return paths.path(*resource.root, place, texts_of(resource));
  };
  std::string path = path_to(at);
  for (const Way& way : sources.trace(at)) {
    for (std::size_t i = 0; path.empty() && i < way.steps.size(); ++i)
      path = path_to(way.steps[i].at);
  }
  return path.empty() ? path_to(finding.at) : path;
}

/// Says where a finding is in the words of its resource, or of its values file. `at` is its place
/// before tracing: trees may lie in made texts. `given` is the resource that the rule spoke of.
void name_place(const Facts& facts, Span at, const Resource* given, const SourceMap& sources,
                NodePaths& paths, Finding& finding) {
  // A finding about one resource may lie in another one (the Secret that lacks a key): a path would
  // then be read as one of the wrong object.
  if (given && given->root) finding.path = path_in(*given, at, sources, finding, paths);
  if (!finding.path.empty()) return;
  const Resource* resource = resource_at(facts, at);
  if (!resource) resource = resource_at(facts, finding.at);
  if (resource) {
    const std::string label = resource->label();
    if (finding.resource.empty()) finding.resource = label;
    if (finding.resource == label) finding.path = path_in(*resource, at, sources, finding, paths);
    return;
  }
  for (const ValuesLeaf& leaf : facts.chart.leaves) {
    const bool here = (leaf.value && leaf.value->span().contains(at)) ||
                      (leaf.key_node && leaf.key_node->span().contains(at));
    if (here) finding.path = leaf.path;
  }
}

/// Of which deployment a finding is true, where its place may belong to several: an overlay, where
/// the place is not in its own directory; a chart's values, where they are not those of that place.
void name_environment(const Unit& unit, const SourceMap& sources, Finding& finding) {
  const std::string& path = sources.name(finding.at.source);
  const bool is_overlay = unit.kind == UnitKind::kustomization && !unit.root.empty();
  if (is_overlay && !path.starts_with(unit.root + "/")) finding.environments.push_back(unit.root);
  if (!unit.set.empty() && (path != unit.root || unit.values.size() < 2))
    finding.environments.push_back(unit.set);
}

/// What `from` says of the place that `into` is about, too.
void add_to(Finding& into, Finding from) {
  into.severity = std::max(into.severity, from.severity);
  into.confidence = std::max(into.confidence, from.confidence);
  for (Label& label : from.labels) {
    if (!has_label_at(into, label.at)) into.labels.push_back(std::move(label));
  }
  std::ranges::move(from.environments, std::back_inserter(into.environments));
  std::ranges::sort(into.environments);
  const auto rest = std::ranges::unique(into.environments);
  into.environments.erase(rest.begin(), rest.end());
}

/// The table of connections; one that is unknown and of which no rule said so is a gap.
void tell_connections(const Facts& facts, const Connections& connections, const SourceMap& sources,
                      LookedAt& looked_at) {
  looked_at.connections = connection_table(facts, connections, looked_at.decided, sources);
  looked_at.decided.clear();
  const auto place = [](Span at) { return std::tuple(at.source, at.begin, at.end); };
  std::map<std::tuple<SourceId, std::uint32_t, std::uint32_t>, std::string> said;
  for (const Gap& gap : looked_at.unknown) {
    if (gap.kind == GapKind::connection) said.emplace(place(gap.at), gap.reason);
  }
  std::vector<Gap> more;
  for (ConnectionRow& row : looked_at.connections) {
    if (row.end != FarEnd::unknown) continue;
    if (const auto gap = said.find(place(row.at)); gap != said.end())
      row.reason = gap->second;
    else
      more.push_back({sources.name(row.at.source), row.at, fmt::format("host `{}`", row.host),
                      row.reason, GapKind::connection});
  }
  std::ranges::move(more, std::back_inserter(looked_at.unknown));
}

}  // namespace

std::string_view asked_severity(const Config& config, const RuleInfo& rule, std::string_view path) {
  std::string_view severity = severity_in(config.severities, rule);
  for (const Override& changed : config.overrides) {
    const std::string_view asked = severity_in(changed.severities, rule);
    if (!asked.empty() && is_for(changed, config, path)) severity = asked;
  }
  return severity;
}

namespace {

/// What is wrong in a kustomization that nothing deploys breaks nothing. What its files give away,
/// and what no parser reads, is as it is.
void soften(const Facts& facts, Finding& finding) {
  constexpr std::string_view everywhere[] = {"secret/", "syntax/"};
  const bool is_anywhere = std::ranges::any_of(
      everywhere, [&](std::string_view family) { return finding.rule->id.starts_with(family); });
  if (is_anywhere || finding.severity == Severity::note) return;
  finding.severity = Severity::note;
  const std::string why =
      fmt::format("no Application or Flux Kustomization here deploys `{}`", facts.unit->root);
  finding.help = finding.help.empty() ? why : fmt::format("{}; {}", finding.help, why);
}

}  // namespace

std::vector<Finding> lint_unit(const Facts& facts, const World& world, SourceMap& sources,
                               LookedAt& looked_at) {
  std::vector<Finding> findings;
  const Connections connections(facts, world);
  NodePaths paths;
  const bool is_left_over = world.is_left_over();
  for (const RuleInfo& rule : catalog()) {
    if (!rule.check || is_off(*facts.config, rule)) continue;
    const std::size_t first = findings.size();
    RuleRun run(rule, facts, world, connections, sources, findings, looked_at);
    rule.check(run);
    for (std::size_t i = first; i < findings.size(); ++i) {
      Finding& finding = findings[i];
      const Span at = finding.at;
      trace_to_written(sources, finding);
      name_place(facts, at, run.resource_of(i - first), sources, paths, finding);
      name_environment(*facts.unit, sources, finding);
      if (is_left_over) soften(facts, finding);
    }
    const auto rest =
        std::remove_if(findings.begin() + static_cast<std::ptrdiff_t>(first), findings.end(),
                       [&](Finding& finding) {
                         const std::string_view asked =
                             asked_severity(*facts.config, rule, sources.name(finding.at.source));
                         finding.severity = severity_named(asked).value_or(finding.severity);
                         return asked == "off";
                       });
    findings.erase(rest, findings.end());
  }
  tell_connections(facts, connections, sources, looked_at);
  looked_at.steps += world.steps() + paths.steps();
  return findings;
}

std::vector<Finding> merge_findings(std::vector<Finding> findings, const SourceMap& sources) {
  std::sort(findings.begin(), findings.end(),
            [&](const Finding& a, const Finding& b) { return reads_before(sources, a, b); });
  std::vector<Finding> merged;
  for (Finding& finding : findings) {
    const bool known =
        !merged.empty() && merged.back().rule == finding.rule && merged.back().at == finding.at;
    if (known)
      add_to(merged.back(), std::move(finding));
    else
      merged.push_back(std::move(finding));
  }
  return merged;
}

}  // namespace fairlead
