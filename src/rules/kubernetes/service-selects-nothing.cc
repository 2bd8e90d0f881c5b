#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "facts/cluster/near_workload.h"
#include "facts/cluster/product_pods.h"
#include "facts/cluster/selection.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Labels that controllers put on pods: no template has them.
bool added_by_controller(std::string_view key) {
  return key == "pod-template-hash" || key == "controller-revision-hash" || key == "job-name" ||
         key == "controller-uid" || key == "rollouts-pod-template-hash" ||
         key.starts_with("statefulset.kubernetes.io/") || key.starts_with("apps.kubernetes.io/") ||
         key.starts_with("batch.kubernetes.io/") || key.starts_with("cnpg.io/");
}

/// Labels of a domain that no pod template of the unit uses, but for those that everybody writes:
/// Knative, Strimzi and other operators label the pods that they make with their own.
bool of_unknown_domain(const NearWorkloads& near, std::string_view key) {
  const auto slash = key.find('/');
  if (slash == std::string_view::npos || key.starts_with("app.kubernetes.io/")) return false;
  return !near.has_domain(key.substr(0, slash + 1));
}

/// Whether a text is made of a name that nobody says: a release's, say.
bool is_assumed(const SourceMap& sources, Span at) {
  return came_by(sources.trace(at), OriginKind::assumed);
}

void report(RuleRun& run, const Service& service, const NearWorkload& near) {
  const LabelAt& wanted = *near.wanted;
  const Resource& workload = *near.workload->resource;
  Finding& finding = run.report(
      *service.resource, pair_span(wanted.at),
      fmt::format(
          "the selector of Service `{}` fits no pod: no workload of the namespace has `{}: {}`",
          service.name, wanted.key, wanted.value));
  finding.caption = "fits no pod";
  if (!near.label) {
    add_label(finding, near.workload->pod_metadata.span(),
              fmt::format("the pods of {} `{}`", workload.kind, workload.name));
    finding.help = "select labels that the pod template has";
    return;
  }
  add_label(finding, pair_span(near.label->at),
            fmt::format("{} `{}` has `{}: {}`", workload.kind, workload.name, near.label->key,
                        near.label->value));
  finding.help = fmt::format("perhaps `{}: {}` was meant", near.label->key, near.label->value);
  if (near.label->key != wanted.key) return;
  finding.fixes.push_back({fmt::format("select `{}: {}`", wanted.key, near.label->value),
                           {{inside(run.sources(), wanted.at), std::string(near.label->value)}}});
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
  std::optional<NearWorkloads> workloads;  // made where one finds nothing: most do not
  for (const Service& service : run.facts().services) {
    if (service.computed || service.external_name || service.selector.empty()) continue;
    const Selection selection = selector.select(service);
    if (!selection.workloads.empty()) {
      run.answered(service.at, Answer::found);
      continue;
    }
    const bool closed = selection.closed && !service.resource->partial;
    if (check_products(run, service, closed)) continue;
    if (!workloads) workloads.emplace(run.facts().workloads);
    const bool by_controller =
        std::any_of(service.selector.begin(), service.selector.end(), [&](const LabelAt& wanted) {
          return added_by_controller(wanted.key) || of_unknown_domain(*workloads, wanted.key);
        });
    const NearWorkload near = workloads->find(service);
    const bool by_release = near.label && is_assumed(run.sources(), near.label->at.span()) !=
                                              is_assumed(run.sources(), near.wanted->at.span());
    if (!closed || by_controller || by_release || !near.workload) {
      run.unknown(service.at, fmt::format("selector of Service `{}`", service.name),
                  "its pods may be made by something that is not in view", GapKind::reference);
      continue;
    }
    run.answered(service.at, Answer::missing);
    report(run, service, near);
  }
  if (workloads) run.worked(workloads->steps());
}

}  // namespace fairlead
