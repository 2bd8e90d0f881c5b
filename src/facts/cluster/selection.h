#pragma once
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/model.h"

namespace fairlead {

/// The label of that key, or null.
const LabelAt* find_label(const std::vector<LabelAt>& labels, std::string_view key);

/// What a Service's selector finds among the workloads of its unit and namespace.
struct Selection {
  std::vector<const Workload*> workloads;  ///< those whose pods it selects
  bool closed = false;                     ///< no other pods of this unit can have its labels
};

/// Finds the workloads behind Services; the model must outlive it.
class Selector {
 public:
  explicit Selector(const Model& model);
  /// An empty selector finds nothing: its endpoints are made by hand.
  Selection select(const Service& service) const;

 private:
  const Model& model_;
  std::unordered_map<std::string_view, std::vector<const Workload*>> by_label_value_;
  std::set<std::string_view> partial_namespaces_;
};

}  // namespace fairlead
