#include <fmt/format.h>

#include <algorithm>

#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Whether a text is made of a name that nobody says: a release's.
bool is_assumed(const SourceMap& sources, Span at) {
  return came_by(sources.trace(at), OriginKind::assumed);
}

/// A name that is written out, of an object that is called after the release.
void look(RuleRun& run, const Resource* where, Span at, std::string_view name, Span object,
          std::string_view kind) {
  if (!at.is_place() || !object.is_place()) return;
  if (is_assumed(run.sources(), at) || !is_assumed(run.sources(), object)) return;
  Finding& finding = run.report(
      where, at,
      fmt::format("`{}` is right for one name of the release alone: that of {} `{}` is made of it",
                  name, kind, name));
  finding.caption = "written out";
  finding.help = "make it of the release's name as well, or give the object a name of its own";
  add_label(finding, object, fmt::format("the {}'s name", kind));
}

}  // namespace

void rule_helm_release_name_assumed(RuleRun& run) {
  const Facts& facts = run.facts();
  if (!facts.chart_faults || facts.unit->release) return;
  // Under the names that something here gives it, a host is right or wrong.
  const bool is_named = run.world().is_installed_otherwise();
  for (const Endpoint& endpoint : facts.endpoints) {
    const Service* service = run.connections().service_at(endpoint);
    if (!service || !service->resource || service->computed || !endpoint.workload) continue;
    if (is_named) continue;
    look(run, endpoint.workload->resource, endpoint.host_at, endpoint.host,
         service->resource->root["metadata"]["name"].span(), "Service");
  }
  const auto holder = [&](const Resource& where, bool secret, std::string_view name, Ref at) {
    for (const Holder& each : facts.holders)
      if (each.secret == secret && each.name == name && each.resource)
        return look(run, &where, at.span(), name, each.at, secret ? "Secret" : "ConfigMap");
  };
  for (const Workload& workload : facts.workloads) {
    for (const Container& container : workload.containers) {
      for (const EnvVar& each : container.env)
        if (each.from == ValueFrom::secret_key || each.from == ValueFrom::config_map_key)
          holder(*workload.resource, each.from == ValueFrom::secret_key, each.holder,
                 each.holder_at);
      for (const EnvFrom& each : container.env_from)
        holder(*workload.resource, each.secret, each.name, each.name_at);
    }
  }
}

}  // namespace fairlead
