#include <fmt/format.h>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Who would deploy it, and so fails.
std::string_view deployer(const Resource& resource) {
  return resource.group() == "argoproj.io" ? "Argo CD" : "Flux";
}

void report(RuleRun& run, const Resource& by, const NamedPath& named,
            const std::vector<const UnitSummary::Pointed*>& here) {
  const std::string why = named.hidden ? "is not in git's index" : "is not in this repository";
  Finding& finding =
      run.report(by, named.at.span(),
                 fmt::format("`{}` {}, so {} {} nothing of {} `{}`", named.path, why, deployer(by),
                             named.values ? "renders" : "deploys", by.kind, by.name));
  finding.caption = named.values ? "no such values file" : "no such directory";
  finding.help = named.near.empty() ? std::string("correct the path, or add what it names")
                                    : fmt::format("correct the path; `{}` is here", named.near);
  add_label(finding, here.front()->at,
            fmt::format("`{}` of the same source is here", here.front()->path));
}

}  // namespace

void rule_gitops_path_missing(RuleRun& run) {
  for (const Installation& installation : run.facts().installations) {
    for (const NamedPath& named : installation.paths) {
      if (named.present) {
        run.answered(named.at.span(), Answer::found);
        continue;
      }
      const auto here = run.world().others_here(named);
      if (here.empty()) {
        run.unknown(named.at.span(), fmt::format("`{}`", named.path),
                    "it may be another repository's", GapKind::reference);
        continue;
      }
      run.answered(named.at.span(), Answer::missing);
      report(run, *installation.resource, named, here);
    }
  }
}

}  // namespace fairlead
