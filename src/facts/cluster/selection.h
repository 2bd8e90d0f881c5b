#pragma once
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/cluster/service.h"

namespace fairlead {

/// The label of that key, or null.
const LabelAt* find_label(const std::vector<LabelAt>& labels, std::string_view key);

/// What a Service's selector finds among the workloads of its unit and namespace.
struct Selection {
  std::vector<const Workload*> workloads;  ///< those whose pods it selects
  bool closed = false;                     ///< no other pods of this unit can have its labels
};

/// Whether every label of `selector` is among `labels`.
bool selects(std::span<const LabelAt> selector, std::span<const LabelAt> labels);

/// Finds the workloads behind Services.
class Selector {
 public:
  Selector() = default;
  /// `workloads` must outlive it; `open` where something may deploy more of them.
  Selector(std::span<const Workload> workloads, bool open);
  /// An empty selector finds nothing: its endpoints are made by hand.
  Selection select(const Service& service) const;

 private:
  bool open_ = false;
  std::unordered_map<std::string_view, std::vector<const Workload*>> by_label_value_;
  std::set<std::string_view> partial_namespaces_;
};

}  // namespace fairlead
