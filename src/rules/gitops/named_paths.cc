#include "rules/gitops/named_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/files.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether that a path is here says something of its repository: every chart has a values.yaml.
bool is_telling(const NamedPath& named) {
  return !named.values || base_name(named.path) != "values.yaml";
}

/// What the objects that are deployed together name of one repository and revision.
struct SourcePaths {
  std::set<std::string_view> here, gone;
  std::vector<const NamedPath*> present;   ///< each path of `here` where it is named first
  std::set<std::string_view> directories;  ///< around them
};

using PathsByOrigin = std::unordered_map<std::string_view, SourcePaths>;

PathsByOrigin paths_by_origin(const Facts& facts) {
  PathsByOrigin all;
  for (const Installation& installation : facts.installations) {
    for (const NamedPath& each : installation.paths) {
      if (!is_telling(each)) continue;
      SourcePaths& source = all[each.origin];
      const bool first = (each.present ? source.here : source.gone).insert(each.path).second;
      if (!first || !each.present) continue;
      source.present.push_back(&each);
      source.directories.insert(directory_of(each.path));
    }
  }
  return all;
}

/// Another path of the same repository and revision that is here, and none of the directories
/// around; null where it is not surely this one. Objects that are deployed together have to show
/// it: of what lies in an archive all paths are gone.
const NamedPath* other_here(RuleRun& run, const PathsByOrigin& all, const NamedPath& missing) {
  const auto source = all.find(missing.origin);
  if (source == all.end()) return nullptr;
  const auto& [here, gone, present, directories] = source->second;
  const auto first = std::ranges::find_if(present, [&](const NamedPath* each) {
    run.worked(1);
    return !lies_below(missing.path, each->path);
  });
  const std::string_view directory = directory_of(missing.path);
  const bool beside = !directory.empty() && directories.contains(directory);
  // Another repository may well have one directory of a name with this one, but not most of them.
  const bool sure = here.size() > gone.size() || (beside && here.size() == gone.size());
  return sure && first != present.end() ? *first : nullptr;
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

std::string_view deployer(const Resource& resource) {
  return resource.group() == "argoproj.io" ? "Argo CD" : "Flux";
}

void report_missing_paths(RuleRun& run, bool values) {
  const PathsByOrigin all = paths_by_origin(run.facts());
  for (const Installation& installation : run.facts().installations) {
    for (const NamedPath& named : installation.paths) {
      if (named.values != values) continue;
      if (named.present) {
        run.answered(named.at.span(), Answer::found);
        continue;
      }
      const NamedPath* here = other_here(run, all, named);
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
