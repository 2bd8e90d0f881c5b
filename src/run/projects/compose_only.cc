#include "run/projects/compose_only.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/name_words.h"
#include "base/text.h"
#include "deploy/compose/compose.h"
#include "lint/words.h"
#include "redis/server_program.h"
#include "run/projects/service_names.h"

namespace fairlead {
namespace {

/// What the units for a cluster deploy: each object and container by its name and image.
struct Cluster {
  struct Deployed {
    NameWords words;
    Span at;
  };
  std::vector<Deployed> all;
  bool open = false;

  void add(std::string_view name, Span at) {
    if (!name.empty()) all.push_back({name_words(name), at});
  }

  void add(const ProjectUnit& unit) {
    open = open || unit.open;
    for (const Resource& resource : unit.facts->resources) {
      if (resource.api_version == compose_part_version) continue;
      const Span at = resource.root["metadata"]["name"].present()
                          ? unit.sources->blame(resource.root["metadata"]["name"].span()).edit
                          : Span{};
      add(resource.name, at);
    }
    for (const Workload& workload : unit.facts->workloads) {
      for (const Container& container : workload.containers) {
        add(container.name, {});
        add(redis::image_name(container.image), {});
      }
    }
  }

  /// What may be the service of one of these names: called after it, or it after what is deployed.
  const Deployed* find(const std::vector<NameWords>& names) const {
    for (const Deployed& each : all) {
      if (std::ranges::any_of(
              names, [&](const NameWords& name) { return may_be_service(each.words, name); }))
        return &each;
    }
    return nullptr;
  }
};

/// A service that a compose file builds of the project.
struct Built {
  const Workload* workload = nullptr;
  const Cluster::Deployed* deployed = nullptr;
};

std::vector<NameWords> names_of(const Workload& service) {
  const Ref root = service.resource->root;
  return {name_words(service.resource->name), name_words(root["container_name"].text()),
          name_words(redis::image_name(root["image"].text()))};
}

Span place_of(const ProjectUnit& unit, const Workload& service) {
  const Resource& resource = *service.resource;
  const Ref named = first_root(*resource.file)["services"][resource.name];
  const Span at = named.key() ? named.key()->span() : resource.root.span();
  return unit.sources->blame(at).edit;
}

class ComposeUnit {
 public:
  ComposeUnit(const Project& project, const ProjectUnit& unit, const Cluster& cluster)
      : project_(project), unit_(unit), cluster_(cluster) {
    for (const Workload& workload : unit.facts->workloads) {
      const Ref root = workload.resource->root;
      // What starts with a profile alone is for some other purpose.
      if (root["build"].present() && !root["profiles"].present())
        built_.push_back({&workload, cluster.find(names_of(workload))});
    }
  }

  void find(std::set<std::string_view>& told, const SourceMap& written, ProjectFindings& found) {
    for (const Built& each : built_) {
      const std::string_view name = each.workload->resource->name;
      if (each.deployed || !most_others_are_deployed() ||
          !takes_jobs(*unit_.facts, *each.workload) || !told.insert(name).second)
        continue;
      const Span at = place_of(unit_, *each.workload);
      if (!at.is_place()) continue;
      if (cluster_.open)
        found.unknown.push_back({written.name(at.source), at, fmt::format("workload `{}`", name),
                                 "something that is not rendered here may deploy it"});
      else
        report(each, at, written, found);
    }
  }

 private:
  /// More than half of the built services that do not take jobs, or are deployed.
  bool most_others_are_deployed() const {
    std::size_t deployed = 0, others = 0;
    for (const Built& each : built_) {
      if (!each.deployed && takes_jobs(*unit_.facts, *each.workload)) continue;
      ++others;
      deployed += each.deployed ? 1 : 0;
    }
    return deployed * 2 > others;
  }

  void report(const Built& service, Span at, const SourceMap& written, ProjectFindings& found) {
    const std::string_view name = service.workload->resource->name;
    std::vector<std::string> others;
    const Cluster::Deployed* shown = nullptr;
    for (const Built& each : built_) {
      if (!each.deployed) continue;
      others.push_back(fmt::format("`{}`", each.workload->resource->name));
      if (!shown && each.deployed->at.is_place()) shown = each.deployed;
    }
    Finding* finding = add_finding(
        "workload/compose-only", project_, written, at,
        fmt::format("no manifest or chart of this project deploys `{}`, as they do {}: in the "
                    "cluster nothing takes its jobs",
                    name, joined(others, " and ")),
        found);
    if (!finding) return;
    finding->caption = "runs with compose alone";
    if (shown) add_label(*finding, shown->at, fmt::format("{} is deployed here", others.front()));
    finding->help = fmt::format("deploy `{}` beside {}", name, others.front());
  }

  const Project& project_;
  const ProjectUnit& unit_;
  const Cluster& cluster_;
  std::vector<Built> built_;
};

}  // namespace

void find_compose_only(const Project& project, const SourceMap& written, ProjectFindings& found) {
  const bool asked = std::ranges::any_of(project.units, [](const ProjectUnit& unit) {
    return unit.asked && unit.facts->unit->kind == UnitKind::compose;
  });
  if (!asked) return;
  Cluster cluster;
  bool any = false;
  for (const ProjectUnit& unit : project.units) {
    if (unit.facts->unit->kind == UnitKind::compose) continue;
    any = any || !unit.facts->workloads.empty();
    cluster.add(unit);
  }
  if (!any) return;
  std::set<std::string_view> told;
  for (const ProjectUnit& unit : project.units) {
    if (unit.facts->unit->kind == UnitKind::compose && unit.asked)
      ComposeUnit(project, unit, cluster).find(told, written, found);
  }
}

}  // namespace fairlead
