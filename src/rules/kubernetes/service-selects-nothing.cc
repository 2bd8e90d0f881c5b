#include <fmt/format.h>

#include <optional>

#include "base/text.h"
#include "facts/cluster/product_pods.h"
#include "facts/cluster/selection.h"
#include "lint/words.h"
#include "rules/reference/selecting.h"

namespace fairlead {
namespace {

void report(RuleRun& run, const Service& service, const NearSelectable& near) {
  report_selects_nothing(
      run, *service.resource, near, "the pods of ",
      fmt::format(
          "the selector of Service `{}` fits no pod: no workload of the namespace has `{}: {}`",
          service.name, near.wanted->key, near.wanted->value))
      .caption = "fits no pod";
}

/// The pods of an operator that it was meant for have other labels.
void report(RuleRun& run, const Service& service, const ProductSelection& meant) {
  const LabelAt& wanted = *meant.wanted;
  const std::string has = fmt::format("`{}: {}`", wanted.key, joined(meant.values, "` or `"));
  Finding& finding = run.report(
      *service.resource, pair_span(wanted.at),
      fmt::format("the selector of Service `{}` fits no pod: {} gives those of `{}` {}",
                  service.name, meant.instance->product->name, meant.instance->name, has));
  finding.caption = "fits no pod";
  add_label(finding, meant.instance->at, "the pods are made of this");
  finding.help = fmt::format("select {}", has);
}

/// Whether operators' pods answer for the selector.
bool check_products(RuleRun& run, const Service& service, bool closed) {
  const ProductSelection meant = product_pods_of(service, run.facts().products);
  if (!meant.instance || (meant.wanted && !closed)) return false;
  run.answered(service.at, meant.wanted ? Answer::missing : Answer::found);
  if (meant.wanted) report(run, service, meant);
  return true;
}

}  // namespace

void rule_kubernetes_service_selects_nothing(RuleRun& run) {
  const Selector& selector = run.facts().servers.selector;
  std::optional<Selectables> pods;  // made where one finds nothing: most do not
  for (const Service& service : run.facts().services) {
    if (service.computed || service.external_name || service.selector.empty()) continue;
    const Selection selection = selector.select(service);
    if (!selection.workloads.empty()) {
      run.answered(service.at, Answer::found);
      continue;
    }
    const bool closed = selection.closed && !service.resource->partial;
    if (check_products(run, service, closed)) continue;
    if (!pods) pods.emplace(pods_of(run.facts().workloads, run.facts().resources));
    std::optional<NearSelectable> near;
    if (closed)
      near = surely_meant(run.sources(), *pods,
                          {service.selector, service.namespace_name, service.name});
    if (!near) {
      run.unknown(service.at, fmt::format("selector of Service `{}`", service.name),
                  "its pods may be made by something that is not in view", GapKind::reference);
      continue;
    }
    run.answered(service.at, Answer::missing);
    report(run, service, *near);
  }
  if (pods) run.worked(pods->steps());
}

}  // namespace fairlead
