#include "run/gather.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "base/text.h"
#include "deploy/kustomize/kustomization.h"
#include "lint/runner.h"
#include "run/hide.h"
#include "run/ignores.h"
#include "run/projects/apart.h"
#include "run/projects/compose_only.h"
#include "run/projects/consumers.h"
#include "run/projects/drift.h"
#include "run/projects/programs.h"

namespace fairlead {
namespace {

/// What lies beside a chart's templates and is no format of its own: README, CHANGELOG, schema.
/// Passwords of examples in it are nobody's.
bool is_prose(const File& file) {
  return file.format == FileFormat::chart_file && !contains(file.path, "templates/");
}

using States = std::span<const std::unique_ptr<UnitState>>;

/// A gap where somebody wrote what it is about.
NotChecked as_written(Gap gap, const SourceMap& sources) {
  // A gap without bytes is about a whole path, which may not have been read at all.
  gap.at = gap.at.empty() ? Span{} : sources.blame(gap.at).edit;
  if (gap.path.empty()) gap.path = sources.name(gap.at.source);
  return gap;
}

/// Adds a gap at one of the paths.
void add_not_checked(const Gap& gap, const SourceMap& sources, const Asked& paths,
                     Summary& summary) {
  NotChecked written = as_written(gap, sources);
  if (paths.touches(written.path)) summary.not_checked.push_back(std::move(written));
}

/// Whether what lies at a path is asked for of a unit.
bool is_asked(const UnitState& unit, const Asked& paths, std::string_view path) {
  return unit.share == Share::all || paths.holds(path);
}

/// Adds what a unit that is asked for has, as far as it is asked for.
void add_unit(const UnitState& unit, const Asked& paths, Summary& summary) {
  const Asked everything;
  ++summary.units;
  summary.resources += static_cast<std::size_t>(
      std::ranges::count_if(unit.facts->resources, [&](const Resource& resource) {
        return !resource.file || is_asked(unit, paths, resource.file->path);
      }));
  summary.lookups += unit.looked_at.answers;
  std::ranges::copy_if(unit.looked_at.connections, std::back_inserter(summary.connections),
                       [&](const ConnectionRow& row) {
                         return is_asked(unit, paths, unit.sources->name(row.at.source));
                       });
  const std::vector<Gap>* const all[] = {&unit.facts->gaps, &unit.beyond, &unit.looked_at.unknown};
  for (const std::vector<Gap>* gaps : all) {
    for (const Gap& gap : *gaps)
      add_not_checked(gap, *unit.sources, unit.share == Share::all ? everything : paths, summary);
  }
}

void sort_not_checked(Summary& summary) {
  const auto key = [](const NotChecked& each) {
    return std::tie(each.path, each.at.begin, each.at.end, each.what, each.reason);
  };
  auto& all = summary.not_checked;
  std::ranges::sort(all, {}, key);
  const auto rest = std::ranges::unique(all, {}, key);
  all.erase(rest.begin(), rest.end());
}

/// Each place once; missing where any unit misses what it names.
References count_references(States units, const Asked& paths) {
  std::map<std::tuple<SourceId, std::uint32_t, std::uint32_t>, bool> missing;
  for (const auto& unit : units) {
    if (!unit->asked) continue;
    for (const LookedUp& each : unit->looked_at.references) {
      if (is_asked(*unit, paths, unit->sources->name(each.at.source)))
        missing[{each.at.source, each.at.begin, each.at.end}] |= each.answer == Answer::missing;
    }
  }
  References references;
  for (const auto& [at, is_missing] : missing)
    ++(is_missing ? references.missing : references.found);
  return references;
}

bool is_kustomization_name(std::string_view path) {
  return std::ranges::find(kustomization_names, base_name(path)) != std::end(kustomization_names);
}

bool is_input(States units, const std::string& path) {
  return std::ranges::any_of(
      units, [&](const auto& unit) { return std::ranges::binary_search(unit->inputs, path); });
}

Summary summary_of(States units, const Discovery& discovery, const FileSet& files,
                   const SourceMap& sources, const GatherAsked& asked) {
  Summary summary;
  for (const auto& [path, taken] : discovery.inventories)
    summary.inventories.push_back({path, taken});
  for (const auto& [path, file] : files.all()) {
    if (!asked.paths->holds(path)) continue;
    ++summary.files;
    summary.documents += file->tree.documents.size();
  }
  for (const Gap& gap : discovery.left_aside) {
    // An object that deploys with a component may be the only one that names it.
    if (is_kustomization_name(gap.path) && is_input(units, gap.path)) continue;
    if (!asked.changes || asked.changes->contains(gap.path))
      add_not_checked(gap, sources, *asked.paths, summary);
  }
  // Wherever it lies, it might have answered a name.
  for (const Gap& gap : discovery.unread) {
    summary.unread.push_back(gap);
    summary.not_checked.push_back(gap);
  }
  std::size_t rows = 0;
  for (const auto& unit : units) rows += unit->asked ? unit->looked_at.connections.size() : 0;
  summary.connections.reserve(rows);
  for (const auto& unit : units) {
    if (unit->asked) add_unit(*unit, *asked.paths, summary);
  }
  summary.connections = merge_connections(std::move(summary.connections), sources);
  summary.references = count_references(units, *asked.paths);
  return summary;
}

/// Takes out what comments and annotations ask to hide, and adds what is wrong with them.
std::size_t hide_ignored(States units, const FileSet& files, const SourceMap& sources,
                         const GatherAsked& asked, std::vector<Finding>& findings) {
  std::vector<LintedUnit> linted;
  for (const auto& unit : units) {
    if (!unit->asked) continue;
    linted.push_back({unit->config, {}, &unit->ignores});
    if (const File* file = files.find(unit->config->path)) linted.back().files.push_back(file);
    for (const std::string& path : unit->inputs) {
      if (const File* file = files.find(path)) linted.back().files.push_back(file);
    }
  }
  // What a unit is made of elsewhere may be used there as well, where nobody asked.
  const auto here = [&](Span at) { return asked.paths->holds(sources.name(at.source)); };
  return apply_ignores(linted, sources, {asked.dns, here}, findings);
}

/// The rules about whole projects, and who finds what they say.
struct ProjectRule {
  std::string_view id;
  void (*find)(const Project&, const SourceMap&, ProjectFindings&);
};
constexpr ProjectRule project_rules[] = {
    {"config/program-without-workload", find_idle_programs},
    {"workload/compose-only", find_compose_only},
    {"workload/drift", find_drift},
    {"workload/drift", find_set_apart},
    {"workload/missing-consumer", find_missing_consumers},
};

/// The projects that are all in view, and of which something is asked for.
std::vector<Project> asked_projects(States units, const Discovery& discovery, const Asked& read) {
  std::vector<Project> projects(discovery.configs.size());
  for (std::size_t i = 0; i < projects.size(); ++i) projects[i].config = &discovery.configs[i];
  for (const auto& unit : units) {
    Project& project = projects[static_cast<std::size_t>(unit->unit.config)];
    project.asked = project.asked || unit->asked;
    const auto more = [](const UnitSummary::Creator& each) { return each.made.empty(); };
    const bool open = unit->facts->open || !unit->beyond.empty() ||
                      std::ranges::any_of(unit->summary.creators, more);
    project.units.push_back(
        {unit->facts.get(), unit->sources, unit->asked, open, !unit->facts->release_names.empty()});
  }
  std::erase_if(projects, [&](const Project& project) {
    return !project.asked || !read.holds(project.config->directory);
  });
  return projects;
}

void add_of_projects(std::span<const Project> projects, const Asked& paths,
                     const SourceMap& sources, std::vector<Finding>& findings, Summary& summary) {
  ProjectFindings found;
  for (const Project& project : projects) {
    for (const ProjectRule& rule : project_rules) {
      const std::string_view path = project.config->path;
      if (asked_severity(*project.config, *find_rule(rule.id), path) != "off")
        rule.find(project, sources, found);
    }
  }
  for (Finding& each : found.findings) {
    if (paths.holds(sources.name(each.at.source))) findings.push_back(std::move(each));
  }
  for (const Gap& each : found.unknown) add_not_checked(each, sources, paths, summary);
}

}  // namespace

std::vector<ProjectFiles> files_of_projects(States units, const Discovery& discovery,
                                            const FileSet& files) {
  std::vector<ProjectFiles> projects(discovery.configs.size());
  const auto add = [&](std::size_t project, std::string_view path) {
    const File* file = files.find(path);
    if (file && !is_prose(*file)) projects[project].push_back(file);
  };
  for (std::size_t i = 0; i < discovery.configs.size(); ++i) add(i, discovery.configs[i].path);
  for (const auto& state : units) {
    const auto project = static_cast<std::size_t>(state->unit.config);
    const std::vector<const File*>& of_unit = state->unit.files;
    projects[project].insert(projects[project].end(), of_unit.begin(), of_unit.end());
    for (const std::string& path : state->inputs) add(project, path);
  }
  for (ProjectFiles& each : projects) {
    std::ranges::sort(each, {}, &File::path);
    const auto rest = std::ranges::unique(each);
    each.erase(rest.begin(), rest.end());
  }
  return projects;
}

std::vector<MadeTexts> made_texts(States units) {
  std::vector<MadeTexts> all;
  for (const auto& unit : units) {
    all.push_back(
        {static_cast<std::size_t>(unit->unit.config), unit->sources, unit->facts->resources});
  }
  return all;
}

Report gather(States units, const Discovery& discovery, const FileSet& files,
              const SourceMap& sources, std::span<const ProjectFiles> projects, GatherAsked asked) {
  Report report;
  report.summary = summary_of(units, discovery, files, sources, asked);
  std::vector<Finding> findings;
  for (const auto& unit : units) {
    if (!unit->asked) continue;
    std::ranges::copy_if(unit->findings, std::back_inserter(findings), [&](const Finding& each) {
      return is_asked(*unit, *asked.paths, sources.name(each.at.source));
    });
  }
  add_of_projects(asked_projects(units, discovery, *asked.read), *asked.paths, sources, findings,
                  report.summary);
  sort_not_checked(report.summary);
  findings = merge_findings(std::move(findings), sources);
  report.summary.ignored = hide_ignored(units, files, sources, asked, findings);
  report.findings = merge_findings(std::move(findings), sources);
  report.rules = catalog();
  report.sources = &sources;
  hide_credentials(files, asked.besides, projects, made_texts(units), asked.lists_each, report);
  return report;
}

}  // namespace fairlead
