#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "facts/facts.h"
#include "facts/labels/label_selector.h"

namespace fairlead {

/// What selectors find.
enum class Selects : std::uint8_t { pods, services };

/// One place where objects of a kind select others by their labels. Kinds and paths are as in
/// reference_rows.h. Where pods are to be scheduled selects as well, and may find none; so may
/// those that a policy lets pods talk to, who are mostly deployed by somebody else.
struct SelectorRow {
  std::string_view by;
  std::string_view at;        ///< what holds the selector
  std::string_view selector;  ///< below `at`; ".labels" behind it: a map of labels alone
  std::string_view effect;    ///< what follows where it finds nothing
  Selects what = Selects::pods;
  std::string_view spaces_at = "";  ///< below `at`: which namespaces it looks in; else its own
};

/// The selectors of Kubernetes and of what people install there, sorted by `by`.
std::span<const SelectorRow> selector_rows();

/// One selector of an object.
struct SelectorAt {
  const SelectorRow& row;
  const Resource& resource;
  LabelSelector selector;
  Ref at;
  std::vector<std::string_view> spaces;  ///< in which it looks
  bool in_any_space = false;             ///< or in all, or in some that are not known here
};

/// Every selector of a unit's objects that the table knows, but for those that select everything.
void for_each_selector(const Facts& facts, const std::function<void(const SelectorAt&)>& visit);

}  // namespace fairlead
