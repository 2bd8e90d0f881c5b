#include <fmt/format.h>

#include "deploy/types/kustomize_faults.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

std::string reason_of(const UnfollowedName& name) {
  if (!name.is_known_field)
    return fmt::format("kustomize knows no names in this field of a {}", name.by_kind);
  return fmt::format("{} `{}` is in namespace `{}`, for which the generator names none",
                     name.by_kind, name.by_name, name.by_namespace);
}

void report(RuleRun& run, const UnfollowedName& name) {
  Finding& finding = run.report(
      name.at.span(),
      fmt::format("the generated {} is called `{}-<hash>`, and this name stays as it is: {}",
                  name.kind, name.name, reason_of(name)));
  finding.caption = fmt::format("no {} is called so", name.kind);
  finding.help =
      name.is_known_field
          ? fmt::format("give the generator the `namespace` `{}`, or the whole kustomization",
                        name.by_namespace)
          : "set `options: {disableNameSuffixHash: true}` at the generator, or add a "
            "`nameReference` for the field under `configurations`";
  add_label(finding, name.generator, "generated here");
}

}  // namespace

void rule_kustomize_hashed_name_not_followed(RuleRun& run) {
  if (!run.facts().kustomize_faults) return;
  for (const UnfollowedName& name : run.facts().kustomize_faults->unfollowed) {
    if (run.world().is_held_elsewhere(name.kind == "Secret", name.name)) continue;
    run.answered();
    report(run, name);
  }
}

}  // namespace fairlead
