#include <fmt/format.h>

#include "facts/cluster/selection.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// The label that is asked for where it stands beside the template's labels, not in them.
Ref stray_label(const Workload& workload, const LabelAt& wanted) {
  for (const Ref around : {workload.resource->root["spec"]["template"], workload.pod_metadata})
    if (const Ref label = around[wanted.key]; label.text() == wanted.value && label.key())
      return label;
  return {};
}

/// The place of a key; of one that a template printed what indents it, which is wrong.
Span indentation(const RuleRun& run, Span key) {
  const bool is_made = !run.sources().is_written(key.source) && key.begin > 0;
  return is_made ? Span{key.source, key.begin - 1, key.begin} : key;
}

void check(RuleRun& run, const Workload& workload, const LabelAt& wanted) {
  run.answered();
  const LabelAt* label = find_label(workload.labels, wanted.key);
  if (label && label->value == wanted.value) return;
  const Resource& resource = *workload.resource;
  if (const Ref stray = label ? Ref() : stray_label(workload, wanted)) {
    Finding& finding =
        run.report(resource, indentation(run, stray.key()->span()),
                   fmt::format("`{}: {}`, which the selector asks for, stands beside `labels`, not "
                               "in it, so the API server refuses the {}",
                               wanted.key, wanted.value, resource.kind));
    finding.caption = "indented too little";
    add_label(finding, pair_span(wanted.at), "the selector asks for it");
    finding.help = "indent it as the other labels are";
    return;
  }
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
