#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "facts/cluster/workload.h"

namespace fairlead {

/// An entry of `matchExpressions`.
struct LabelExpression {
  enum class Demand : std::uint8_t { in, not_in, exists, does_not_exist, unreadable };
  Demand demand = Demand::unreadable;
  std::string_view key;
  std::vector<std::string_view> values;
  Ref at;
};

/// A LabelSelector. Its parts are joined with "and"; without any it selects everything.
struct LabelSelector {
  std::vector<LabelAt> labels;               ///< matchLabels, and expressions `In` of one value
  std::vector<LabelExpression> expressions;  ///< all others

  bool is_empty() const { return labels.empty() && expressions.empty(); }
};

/// `selector` is a LabelSelector, or, where `bare`, a map of labels. Cilium's prefixes of keys
/// (`k8s:app`, `any:app`) are taken off.
LabelSelector label_selector(Ref selector, bool bare = false);

/// Whether it selects what has these labels. An expression that nobody understands is not met.
bool selects(const LabelSelector& selector, std::span<const LabelAt> labels);

/// Whether controllers put labels of that key on pods: no template has them.
bool is_added_by_controller(std::string_view key);

}  // namespace fairlead
