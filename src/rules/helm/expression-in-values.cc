#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "lint/words.h"
#include "rules/helm/printed_place.h"

namespace fairlead {
namespace {

/// What only a template of Helm's has between its braces. Prometheus, Grafana, Argo CD and others
/// have braces of their own.
constexpr std::string_view words_of_helm[] = {
    ".Release.Name",     ".Release.Namespace", ".Release.Service", ".Chart.Name", ".Chart.Version",
    ".Chart.AppVersion", ".Values.",           ".Capabilities.",   "include \"",  "tpl "};

/// The expression of Helm's in a text; "" where there is none.
std::string_view expression_in(std::string_view text) {
  for (std::size_t at = text.find("{{"); at != text.npos; at = text.find("{{", at + 2)) {
    const std::size_t end = text.find("}}", at);
    if (end == text.npos) return {};
    const std::string_view one = text.substr(at, end + 2 - at);
    if (std::ranges::any_of(words_of_helm,
                            [&](std::string_view word) { return one.find(word) != one.npos; }))
      return one;
  }
  return {};
}

/// Whether its reader is none that has templates of its own: what Kubernetes itself defines.
bool is_builtin(const Resource& resource) {
  const std::string_view group = resource.group();
  return group.find('.') == group.npos || group.ends_with(".k8s.io");
}

/// Whether a written place is in values, and not in another file of the chart that was read.
bool is_in_values(const Facts& facts, const SourceMap& sources, Span at) {
  const std::string_view path = sources.name(at.source);
  const std::string_view chart = directory_of(facts.unit->files.front()->path);
  const bool is_of_chart = chart.empty() || path.starts_with(chart);
  return !is_of_chart || base_name(path).find("values") != std::string_view::npos;
}

}  // namespace

void rule_helm_expression_in_values(RuleRun& run) {
  std::set<const Node*> told;
  for (const PrintedMark& mark : run.facts().printed.marks) {
    if (mark.kind != PrintedMark::Kind::expression) continue;
    const PrintedPlace place = printed_place(run.facts(), mark.at);
    if (!place.resource || place.is_key || !place.value->is_string()) continue;
    // A longer text is for a reader that may have templates of its own.
    const std::string_view text = place.value.text();
    if (!is_builtin(*place.resource) || text.find('\n') != text.npos) continue;
    const std::string_view expression = expression_in(text);
    if (expression.empty()) continue;
    const Span at = run.sources().blame(mark.at).edit;
    if (!is_in_values(run.facts(), run.sources(), at)) continue;
    run.answered();
    if (!told.insert(place.value.node()).second) continue;
    Finding& finding = run.report(
        *place.resource, mark.at,
        fmt::format("`{}` stays as it is: the template prints this value without `tpl`, and Helm "
                    "evaluates no expression in values",
                    expression));
    finding.caption = "printed letter by letter";
    finding.help = "write what it stands for, or let the template evaluate it: `{{ tpl VALUE $ }}`";
  }
}

}  // namespace fairlead
