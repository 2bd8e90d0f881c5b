#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/client/program.h"
#include "facts/cluster/selection.h"
#include "facts/references/references.h"
#include "gotemplate/time/moment.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// A kind of object that says how long a route waits for an answer.
struct RouteRow {
  std::string_view kind;
  std::string_view around;    ///< a route, or the object
  std::string_view timeout;   ///< where it says how long, below that
  std::string_view services;  ///< the names of the Services that it leads to, below that
  bool is_seconds = false;    ///< a number of seconds alone
};
constexpr std::string_view nginx = "nginx.ingress.kubernetes.io/proxy-read-timeout";
constexpr RouteRow rows[] = {
    {"networking.istio.io/VirtualService", "spec.http[]", "timeout", "route[].destination.host"},
    {"gateway.networking.k8s.io/HTTPRoute", "spec.rules[]",
     "timeouts.request|timeouts.backendRequest", "backendRefs[].name"},
    {"networking.k8s.io/Ingress", "", "",
     "spec.rules[].http.paths[].backend.service.name|spec.defaultBackend.service.name", true},
};

std::optional<std::int64_t> seconds_of(const RouteRow& row, std::string_view text) {
  std::string error, whole(text);
  if (row.is_seconds && !whole.ends_with('s')) whole += 's';
  const auto nanoseconds = gotemplate::parsed_duration(whole, error);
  if (!nanoseconds) return std::nullopt;
  return *nanoseconds / 1'000'000'000;
}

/// The program behind a Service that may take longest to answer.
struct Behind {
  const Program* program = nullptr;
  const Workload* workload = nullptr;
};

Behind behind(const Facts& facts, const Selector& pods, const Service& service) {
  Behind slowest;
  for (const Workload* workload : pods.select(service).workloads)
    for (const Program* program : programs_of(*facts.config, workload->resource->name)) {
      const std::int64_t most = slowest.program ? slowest.program->answers_within_seconds : 0;
      if (program->answers_within_seconds > most) slowest = {program, workload};
    }
  return slowest;
}

/// The Service that a route's name or host means: in the object's own namespace, or the one it
/// says.
const Service* service_of(const Facts& facts, const Resource& route, std::string_view host) {
  for (const ServiceName& name : service_names(host, route.namespace_name))
    for (const Service& service : facts.services)
      if (service.name == name.name && service.namespace_name == name.namespace_name)
        return &service;
  return nullptr;
}

void report(RuleRun& run, const Resource& route, Ref timeout, std::int64_t seconds,
            const Behind& slow) {
  const Written& declared = *slow.program->answers_within;
  Finding& finding = run.report(
      route, timeout.span(),
      fmt::format("{} `{}` gives up after {}s, and `{}` may take {} to answer", route.kind,
                  route.name, seconds, slow.workload->resource->name, declared.text));
  finding.caption = "an error of the proxy from then on";
  finding.help = fmt::format("give it {} or more", declared.text);
  add_label(finding, declared.at, "declared here");
}

void check(RuleRun& run, const RouteRow& row, const Resource& route, const Selector& pods,
           Ref around) {
  const auto check_timeout = [&](Ref timeout) {
    const auto seconds = seconds_of(row, timeout.text());
    // Zero switches it off.
    if (!seconds || *seconds == 0) return;
    Behind slowest;
    for_each_at(around, row.services, [&](Ref name) {
      const Service* service = service_of(run.facts(), route, name.text());
      if (!service) return;
      const Behind each = behind(run.facts(), pods, *service);
      if (each.program && each.program->answers_within_seconds > *seconds) slowest = each;
    });
    run.answered();
    if (slowest.program) report(run, route, timeout, *seconds, slowest);
  };
  if (row.timeout.empty()) {
    const Ref annotation = around["metadata"]["annotations"][nginx];
    if (annotation.present()) check_timeout(annotation);
  } else {
    for_each_at(around, row.timeout, check_timeout);
  }
}

}  // namespace

void rule_network_route_timeout_too_short(RuleRun& run) {
  const bool is_declared =
      std::ranges::any_of(run.facts().config->programs,
                          [](const Program& each) { return each.answers_within.has_value(); });
  if (!is_declared) return;
  const Selector pods(run.facts().workloads, run.facts().open);
  for (const Resource& resource : run.facts().resources) {
    if (resource.partial) continue;
    const std::string kind = kind_name(resource.group(), resource.kind);
    for (const RouteRow& row : rows)
      if (row.kind == kind)
        for_each_at(resource.root, row.around,
                    [&](Ref around) { check(run, row, resource, pods, around); });
  }
}

}  // namespace fairlead
