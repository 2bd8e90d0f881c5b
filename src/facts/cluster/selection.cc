#include "facts/cluster/selection.h"

#include <algorithm>

namespace fairlead {

const LabelAt* find_label(const std::vector<LabelAt>& labels, std::string_view key) {
  const auto found = std::find_if(labels.begin(), labels.end(),
                                  [&](const LabelAt& label) { return label.key == key; });
  return found == labels.end() ? nullptr : &*found;
}

bool selects(std::span<const LabelAt> selector, std::span<const LabelAt> labels) {
  return std::ranges::all_of(selector, [&](const LabelAt& wanted) {
    return std::ranges::any_of(labels, [&](const LabelAt& label) {
      return label.key == wanted.key && label.value == wanted.value;
    });
  });
}

Selector::Selector(std::span<const Workload> workloads, bool open) : open_(open) {
  for (const Workload& workload : workloads) {
    if (workload.resource->partial) partial_namespaces_.insert(workload.resource->namespace_name);
    for (const LabelAt& label : workload.labels) {
      std::vector<const Workload*>& with_label = by_label_value_[label.value];
      if (with_label.empty() || with_label.back() != &workload) with_label.push_back(&workload);
    }
  }
}

Selection Selector::select(const Service& service) const {
  Selection selection;
  selection.closed = !open_ && !partial_namespaces_.contains(service.namespace_name);
  if (service.selector.empty()) return selection;
  static const std::vector<const Workload*> none;
  const std::vector<const Workload*>* likely = nullptr;
  for (const LabelAt& wanted : service.selector) {
    const auto found = by_label_value_.find(wanted.value);
    const std::vector<const Workload*>& workloads =
        found == by_label_value_.end() ? none : found->second;
    if (!likely || workloads.size() < likely->size()) likely = &workloads;
  }
  for (const Workload* workload : *likely) {
    if (workload->resource->namespace_name != service.namespace_name) continue;
    if (selects(service.selector, workload->labels)) selection.workloads.push_back(workload);
  }
  return selection;
}

}  // namespace fairlead
