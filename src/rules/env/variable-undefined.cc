#include <fmt/format.h>

#include <unordered_set>

#include "base/near_names.h"
#include "base/text.h"
#include "facts/cluster/variable_references.h"
#include "lint/rule_run.h"
#include "wiring/names/misspelt.h"

namespace fairlead {
namespace {

/// Whether the text in the parentheses is a variable's name: `$(hostname -i)` is a shell's.
bool is_name(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

/// Whether Kubernetes gives a variable of that name for a Service of the namespace (`CACHE_PORT`,
/// `CACHE_SERVICE_HOST`), which it expands as well.
bool is_service_link(std::string_view name) {
  return contains(name, "_SERVICE_") || name.ends_with("_PORT") || contains(name, "_PORT_");
}

/// Each name once, where it is given first; `all` gets them, too.
std::vector<std::string_view> distinct_names(const ContainerSettings& container,
                                             std::unordered_set<std::string_view>& all) {
  std::vector<std::string_view> names;
  for (const Setting& setting : container.settings) {
    if (all.insert(setting.name).second) names.push_back(setting.name);
  }
  return names;
}

/// The variables of a container, by name.
struct Names {
  explicit Names(const ContainerSettings& container)
      : settings(container), near(distinct_names(container, given)) {}

  const ContainerSettings& settings;
  std::unordered_set<std::string_view> given;
  NearNames near;
};

/// Where not all that the container is given is in view, only the name that must have been meant
/// tells: one slip away, and given.
std::string_view certainly_meant(const Names& names, const EnvVar& variable,
                                 std::string_view reference) {
  const std::string_view near = names.near.nearest(reference, variable.name);
  return !near.empty() && misspelt_variable(reference, near) ? near : std::string_view();
}

void report(RuleRun& run, const Names& names, const EnvVar& variable,
            const VariableReference& reference) {
  const WrittenText value = text_of(variable.value_at);
  const Span at = value.span(run.sources(), reference.begin, reference.end);
  Finding& finding =
      run.report(*names.settings.workload->resource, at,
                 fmt::format("`$({0})` stays as it is: nothing {1}gives the container `{0}`",
                             reference.name, names.settings.open ? "in view " : ""));
  finding.caption = "not defined";
  if (names.settings.open) finding.confidence = Confidence::low;
  const std::string_view near = names.near.nearest(reference.name, variable.name);
  if (near.empty()) {
    finding.help =
        fmt::format("define `{0}` above it; write `$$({0})` where it is to stay", reference.name);
    return;
  }
  finding.help = fmt::format("use `$({})`", near);
  finding.fixes.push_back({finding.help, {{at, fmt::format("$({})", near)}}});
}

void check(RuleRun& run, const Names& names, const EnvVar& variable) {
  for (const VariableReference& reference : variable_references(variable.value_at.text())) {
    if (names.given.contains(reference.name) || !is_name(reference.name) ||
        is_service_link(reference.name))
      continue;
    if (names.settings.open && certainly_meant(names, variable, reference.name).empty()) {
      run.unknown(variable.value_at.span(), fmt::format("`$({})`", reference.name),
                  "an envFrom that is not in view may define it");
      continue;
    }
    run.answered();
    report(run, names, variable, reference);
  }
}

}  // namespace

void rule_env_variable_undefined(RuleRun& run) {
  if (run.facts().unit->kind == UnitKind::compose) return;  // which knows no `$(NAME)`
  for (const ContainerSettings& settings : run.facts().settings) {
    if (!may_refer(settings.container->env)) continue;
    const Names names(settings);
    for (const EnvVar& variable : settings.container->env) {
      if (variable.from == ValueFrom::literal) check(run, names, variable);
    }
    run.worked(names.near.steps());
  }
}

}  // namespace fairlead
