#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/words.h"
#include "rules/helm/printed_place.h"

namespace fairlead {
namespace {

/// What is lost where it changes: a Secret's or ConfigMap's data, a container's variables. Names
/// and annotations change on purpose, so that jobs are made anew and pods replaced.
bool matters(const PrintedPlace& place) {
  if (place.is_key) return false;
  const std::string_view kind = place.resource->kind;
  if (kind == "Secret") return place.below("data") || place.below("stringData");
  if (kind == "ConfigMap") return place.below("data");
  return std::ranges::find(place.keys, "env") != place.keys.end();
}

/// Certificates are made anew with the authority that signs them: all of it changes together.
bool is_certificate(std::string_view call) {
  return call.starts_with("gen") && call != "genPrivateKey";
}

/// The call that makes it up: `randAlphaNum`; "" where that is not known, since the text of a
/// template begins what is blamed.
std::string_view call_of(const SourceMap& sources, const Blame& blame) {
  return value_name(sources, blame.edit);
}

void check(RuleRun& run, const PrintedMark& mark, const PrintedPlace& place, const Blame& blame) {
  const std::string_view call = call_of(run.sources(), blame);
  // A value that is given takes its place.
  const bool has_choice = !blame.conditions.empty() || !blame.others.empty();
  Finding& finding = run.report(
      *place.resource, mark.at,
      fmt::format("{} gives another value at every upgrade: {} then changes under what was "
                  "started with the old one",
                  call.empty() ? "the template" : fmt::format("`{}`", call),
                  place.resource->label()));
  finding.caption = "another value each time";
  finding.help = has_choice
                     ? "give the value yourself, or let the template keep what `lookup` finds"
                     : "let the template keep what `lookup` finds, or take the value from values";
}

}  // namespace

void rule_helm_changes_every_render(RuleRun& run) {
  std::set<const Node*> told;
  for (const PrintedMark& mark : run.facts().printed.marks) {
    if (mark.kind != PrintedMark::Kind::made_up || mark.looked_up || mark.is_applied_once) continue;
    const PrintedPlace place = printed_place(run.facts(), mark.at);
    if (!place.resource || !matters(place)) continue;
    const Blame blame = run.sources().blame(mark.at);
    run.answered();
    if (is_certificate(call_of(run.sources(), blame))) continue;
    if (told.insert(place.value.node()).second) check(run, mark, place, blame);
  }
}

}  // namespace fairlead
