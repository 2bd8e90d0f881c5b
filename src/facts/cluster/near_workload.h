#pragma once
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/near_names.h"
#include "facts/cluster/service.h"

namespace fairlead {

/// A workload that a Service was surely meant for, and the first pair that keeps it from it.
struct NearWorkload {
  const Workload* workload = nullptr;
  const LabelAt* wanted = nullptr;
  const LabelAt* label = nullptr;  ///< what the workload has instead; may be null
};

/// Finds what Services were meant for whose selectors find nothing.
class NearWorkloads {
 public:
  /// `workloads` must outlive it.
  explicit NearWorkloads(std::span<const Workload> workloads);

  /// The first workload whose labels nearly are what the selector wants, else the first of the
  /// Service's own name.
  NearWorkload find(const Service& service) const;
  /// Whether a pod has a label of that domain (`example.com/`).
  bool has_domain(std::string_view domain) const { return domains_.contains(domain); }
  /// The work so far.
  std::size_t steps() const;

 private:
  /// Workloads by their order; of those that differ in nothing the first.
  using Numbers = std::vector<std::size_t>;
  using InNamespace = std::pair<std::string_view, std::string_view>;
  /// Those that have a label, with its values.
  struct Labelled {
    Numbers workloads;
    std::vector<std::string_view> values;
    std::unique_ptr<NearNames> near;  // of the values
  };
  class Stream;
  void add(std::size_t number);
  NearWorkload by_labels(const Service& service) const;

  std::span<const Workload> workloads_;
  std::map<InNamespace, Labelled> by_key_;
  std::map<InNamespace, Numbers> by_value_, by_name_;
  std::set<std::string_view> domains_;
  mutable std::size_t steps_ = 0;
};

}  // namespace fairlead
