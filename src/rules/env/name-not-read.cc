#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/client/program.h"
#include "lint/rule_run.h"
#include "lint/words.h"
#include "rules/env/links.h"

namespace fairlead {
namespace {

using Containers = std::vector<const ContainerSettings*>;

/// The containers in which a workload's program may run.
Containers containers_of(const Facts& facts, const Workload& workload) {
  Containers found;
  for (const ContainerSettings& settings : facts.settings) {
    if (settings.workload == &workload && !settings.container->init) found.push_back(&settings);
  }
  return found;
}

const Setting* setting_named(const Containers& containers, std::string_view name) {
  for (const ContainerSettings* container : containers) {
    for (const Setting& setting : container->settings) {
      if (setting.name == name) return &setting;
    }
  }
  return nullptr;
}

/// What is given under nearly that name and read by nobody.
const Setting* misspelt(const Containers& containers, const Program& program,
                        std::string_view name) {
  std::vector<std::string_view> names;
  for (const ContainerSettings* container : containers) {
    for (const Setting& setting : container->settings) {
      if (!read_by(program, setting.name) && is_misspelling(name, setting.name)) {
        names.push_back(setting.name);
      }
    }
  }
  const std::string_view near = nearest(name, names);
  return near.empty() ? nullptr : setting_named(containers, near);
}

void report_misspelt(RuleRun& run, const Workload& workload, const Container& container,
                     const Written& wanted, const Setting& given) {
  Finding& finding = run.report(*workload.resource, given.name_at,
                                fmt::format("`{}` is given, but the program of `{}` reads `{}`",
                                            given.name, workload.resource->name, wanted.text));
  finding.caption = "nothing reads this name";
  if (given.env_from) {
    add_label(finding, given.env_from->name_at.span(),
              fmt::format("container `{}` gets it here", container.name));
  }
  add_label(finding, wanted.at, "the name that is read");
  finding.help =
      fmt::format("rename it, or give the value under `{}` as well (`valueFrom`)", wanted.text);
  finding.fixes.push_back(
      {fmt::format("rename it to `{}`", wanted.text), {{given.name_at, wanted.text}}});
}

void report_missing(RuleRun& run, const Workload& workload, const Container& container,
                    const std::vector<const Written*>& missing) {
  if (missing.empty()) return;
  std::vector<std::string> names;
  for (const Written* name : missing) names.push_back(fmt::format("`{}`", name->text));
  Finding& finding = run.report(
      *workload.resource, container.at["name"].span(),
      fmt::format("the program of container `{}` reads {}, and nothing gives {}", container.name,
                  joined(names, ", "), names.size() > 1 ? "them" : "it"));
  finding.caption = "does not get all that it reads";
  for (const Written* name : missing) add_label(finding, name->at, "read by the program");
  finding.help = "add them to the container's `env`, or to what its `envFrom` names";
}

void check(RuleRun& run, const Workload& workload, const Program& program) {
  const Containers containers = containers_of(run.facts(), workload);
  if (containers.empty()) return;
  const Container& first = *containers.front()->container;
  const bool open = workload.resource->partial ||
                    std::any_of(containers.begin(), containers.end(),
                                [](const ContainerSettings* settings) { return settings->open; });
  std::vector<const Written*> missing;
  for (const Written& name : program.reads) {
    if (!open) run.answered();
    if (setting_named(containers, name.text)) continue;
    if (open) {
      run.unknown(first.at["name"].span(), fmt::format("variable `{}`", name.text),
                  "an envFrom gives names that are not in view");
    } else if (given_by_service_link(run, workload, first, name)) {
      continue;
    } else if (const Setting* near = misspelt(containers, program, name.text)) {
      report_misspelt(run, workload, first, name, *near);
    } else {
      missing.push_back(&name);
    }
  }
  report_missing(run, workload, first, missing);
}

}  // namespace

void rule_env_name_not_read(RuleRun& run) {
  for (const Workload& workload : run.facts().workloads) {
    for (const Program* program : programs_of(*run.facts().config, workload.resource->name)) {
      check(run, workload, *program);
    }
  }
}

}  // namespace fairlead
