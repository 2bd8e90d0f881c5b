#include <fmt/format.h>

#include "facts/cluster/selection.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

void check(RuleRun& run, const Workload& workload, const LabelAt& wanted) {
  run.answered();
  const LabelAt* label = find_label(workload.labels, wanted.key);
  if (label && label->value == wanted.value) return;
  const Resource& resource = *workload.resource;
  Finding& finding = run.report(
      resource, pair_span(wanted.at),
      fmt::format(
          "the selector asks for `{}: {}`, which the pod template's labels do not have, so the "
          "API server refuses the {}",
          wanted.key, wanted.value, resource.kind));
  finding.caption = "not a label of the template";
  if (!label) {
    add_label(finding, workload.pod_metadata.span(), "the template's labels");
    finding.help = fmt::format("add `{}: {}` to the template's labels", wanted.key, wanted.value);
    return;
  }
  add_label(finding, pair_span(label->at), "the template's label");
  finding.help = fmt::format("let both say the same: `{}` or `{}`", wanted.value, label->value);
  finding.fixes.push_back({"select the label that the template has",
                           {{inside(run.sources(), wanted.at), std::string(label->value)}}});
}

}  // namespace

void rule_kubernetes_selector_differs_from_template(RuleRun& run) {
  for (const Workload& workload : run.facts().workloads) {
    if (!workload.has_selector) continue;
    if (workload.resource->partial) {
      run.unknown(workload.resource->root["spec"]["selector"].span(), "selector",
                  "a patch that is not applied may change it");
      continue;
    }
    for (const LabelAt& wanted : workload.selector) check(run, workload, wanted);
  }
}

}  // namespace fairlead
