#include <fmt/format.h>

#include <algorithm>

#include "deploy/types/kustomize_faults.h"
#include "facts/references/references.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether kustomize/hashed-name-not-followed says it, and why.
bool is_unfollowed(const Facts& facts, const Reference& reference) {
  if (!facts.kustomize_faults) return false;
  return std::ranges::any_of(facts.kustomize_faults->unfollowed, [&](const UnfollowedName& each) {
    return each.at.node() == reference.name_at.node();
  });
}

void suggest(RuleRun& run, Finding& finding, const Reference& reference,
             const ObjectAnswer& answer) {
  const std::string_view kind = short_kind(reference.target.kind);
  if (!answer.elsewhere.empty()) {
    add_label(finding, answer.at, fmt::format("it is in namespace `{}`", answer.elsewhere));
    finding.help = fmt::format("put one of them into the namespace of the other");
    return;
  }
  if (answer.near.empty()) {
    finding.help = fmt::format("correct the name, or add the {}", kind);
    return;
  }
  finding.help = fmt::format("perhaps `{}` was meant", answer.near);
  add_label(finding, answer.at, fmt::format("`{}` is here", answer.near));
  if (reference.name_at.text() == reference.target.name)
    finding.fixes.push_back({fmt::format("name the {} `{}`", kind, answer.near),
                             {{inside(run.sources(), reference.name_at), answer.near}}});
}

void report(RuleRun& run, const Reference& reference, const ObjectAnswer& answer) {
  const ObjectName& target = reference.target;
  const std::string_view kind = short_kind(target.kind);
  const std::string space = answer.elsewhere.empty()
                                ? std::string()
                                : fmt::format(" in namespace `{}`", target.namespace_name);
  Finding& finding = run.report(
      reference.resource, reference.name_at.span(),
      fmt::format("there is no {} `{}`{}, which {} `{}` names: {}", kind, target.name, space,
                  reference.resource.kind, reference.resource.name, reference.row.effect));
  finding.caption = fmt::format("no such {}", kind);
  // Where nothing says that all is in view, it may come from elsewhere all the same.
  const bool is_guess = !answer.near.empty() || reference.row.origins == Origins::beside;
  if (is_guess) finding.severity = Severity::warning;
  if (answer.near.empty()) finding.confidence = Confidence::medium;
  suggest(run, finding, reference, answer);
}

}  // namespace

void rule_reference_object_missing(RuleRun& run) {
  const auto check = [&](const Reference& reference) {
    const ObjectName& target = reference.target;
    const ObjectAnswer answer = run.world().object(target, reference.row.origins);
    if (answer.answer == Answer::unknown) {
      run.unknown(reference.name_at.span(),
                  fmt::format("{} `{}`", short_kind(target.kind), target.name), answer.reason,
                  GapKind::reference);
      return;
    }
    if (answer.answer == Answer::missing && is_unfollowed(run.facts(), reference)) return;
    run.answered(reference.name_at.span(), answer.answer);
    if (answer.answer == Answer::missing) report(run, reference, answer);
  };
  for_each_reference(run.facts(), check);
  for_each_given_reference(run.facts(), check);
}

}  // namespace fairlead
