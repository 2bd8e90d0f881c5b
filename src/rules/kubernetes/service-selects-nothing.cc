#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
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
bool of_unknown_domain(const Facts& facts, std::string_view key) {
  const auto slash = key.find('/');
  if (slash == std::string_view::npos || key.starts_with("app.kubernetes.io/")) return false;
  const std::string_view domain = key.substr(0, slash + 1);
  return std::ranges::none_of(facts.workloads, [&](const Workload& workload) {
    return std::ranges::any_of(workload.labels,
                               [&](const LabelAt& label) { return label.key.starts_with(domain); });
  });
}

/// The label that a pair of a selector nearly names: the same key with a near value, or the same
/// value under another key.
const LabelAt* near_label(const Workload& workload, const LabelAt& wanted) {
  if (const LabelAt* label = find_label(workload.labels, wanted.key)) {
    const std::string_view values[] = {label->value};
    return nearest(wanted.value, values).empty() ? nullptr : label;
  }
  const auto found =
      std::find_if(workload.labels.begin(), workload.labels.end(),
                   [&](const LabelAt& label) { return label.value == wanted.value; });
  return found == workload.labels.end() ? nullptr : &*found;
}

/// A workload that the Service was surely meant for, and the first pair that keeps it from it.
struct Near {
  const Workload* workload = nullptr;
  const LabelAt* wanted = nullptr;
  const LabelAt* label = nullptr;  ///< what the workload has instead; may be null
};

Near near_workload(const Facts& facts, const Service& service) {
  for (const bool by_name : {false, true}) {
    for (const Workload& workload : facts.workloads) {
      if (workload.resource->namespace_name != service.namespace_name) continue;
      Near near{&workload, nullptr, nullptr};
      bool meant = !by_name || workload.resource->name == service.name;
      for (const LabelAt& wanted : service.selector) {
        const LabelAt* own = find_label(workload.labels, wanted.key);
        if (own && own->value == wanted.value) continue;
        const LabelAt* label = near_label(workload, wanted);
        if (!by_name && !label) meant = false;
        if (near.wanted) continue;
        near.wanted = &wanted;
        near.label = label ? label : own;
      }
      if (meant && near.wanted) return near;
    }
  }
  return {};
}

void report(RuleRun& run, const Service& service, const Near& near) {
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

}  // namespace

void rule_kubernetes_service_selects_nothing(RuleRun& run) {
  const Selector& selector = run.facts().servers.selector;
  for (const Service& service : run.facts().services) {
    if (service.computed || service.external_name || service.selector.empty()) continue;
    const Selection selection = selector.select(service);
    if (!selection.workloads.empty()) {
      run.answered(service.at, Answer::found);
      continue;
    }
    const bool by_controller =
        std::any_of(service.selector.begin(), service.selector.end(), [&](const LabelAt& wanted) {
          return added_by_controller(wanted.key) || of_unknown_domain(run.facts(), wanted.key);
        });
    const Near near = near_workload(run.facts(), service);
    if (!selection.closed || by_controller || service.resource->partial || !near.workload) {
      run.unknown(service.at, fmt::format("selector of Service `{}`", service.name),
                  "its pods may be made by something that is not in view", GapKind::reference);
      continue;
    }
    run.answered(service.at, Answer::missing);
    report(run, service, near);
  }
}

}  // namespace fairlead
