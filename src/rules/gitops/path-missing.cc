#include <fmt/format.h>

#include <set>

#include "base/files.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Who would deploy it, and so fails.
std::string_view deployer(const Resource& resource) {
  return resource.group() == "argoproj.io" ? "Argo CD" : "Flux";
}

bool is_below(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) && path.substr(directory.size()).starts_with('/');
}

bool are_beside(std::string_view a, std::string_view b) {
  return !directory_of(a).empty() && directory_of(a) == directory_of(b);
}

/// Whether that a path is here says something of its repository: every chart has a values.yaml.
bool is_telling(const NamedPath& named) {
  return !named.values || base_name(named.path) != "values.yaml";
}

/// Another path of the same repository and revision that is here, and none of the directories
/// around; null where it is not surely this one. Objects that are deployed together have to show
/// it: of what lies in an archive all paths are gone.
const NamedPath* other_here(const Facts& facts, const NamedPath& missing) {
  std::set<std::string_view> here, gone;
  const NamedPath* first = nullptr;
  bool beside = false;
  for (const Installation& installation : facts.installations) {
    for (const NamedPath& each : installation.paths) {
      if (each.origin != missing.origin || !is_telling(each)) continue;
      (each.present ? here : gone).insert(each.path);
      if (!each.present || is_below(missing.path, each.path)) continue;
      if (!first) first = &each;
      beside = beside || are_beside(each.path, missing.path);
    }
  }
  // Another repository may well have one directory of a name with this one, but not most of them.
  return here.size() > gone.size() || (beside && here.size() == gone.size()) ? first : nullptr;
}

void report(RuleRun& run, const Resource& by, const NamedPath& named, const NamedPath& here) {
  const std::string why = named.hidden ? "is not in git's index" : "is not in this repository";
  Finding& finding =
      run.report(by, named.at.span(),
                 fmt::format("`{}` {}, so {} {} nothing of {} `{}`", named.path, why, deployer(by),
                             named.values ? "renders" : "deploys", by.kind, by.name));
  finding.caption = named.values ? "no such values file" : "no such directory";
  finding.help = named.near.empty() ? std::string("correct the path, or add what it names")
                                    : fmt::format("correct the path; `{}` is here", named.near);
  add_label(finding, here.at.span(), fmt::format("`{}` of the same source is here", here.path));
}

}  // namespace

void rule_gitops_path_missing(RuleRun& run) {
  for (const Installation& installation : run.facts().installations) {
    for (const NamedPath& named : installation.paths) {
      if (named.present) {
        run.answered(named.at.span(), Answer::found);
        continue;
      }
      const NamedPath* here = other_here(run.facts(), named);
      if (!here) {
        run.unknown(named.at.span(), fmt::format("`{}`", named.path),
                    "it may be another repository's", GapKind::reference);
        continue;
      }
      run.answered(named.at.span(), Answer::missing);
      report(run, *installation.resource, named, *here);
    }
  }
}

}  // namespace fairlead
