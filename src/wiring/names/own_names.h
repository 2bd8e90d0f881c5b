#pragma once
#include <functional>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/near_names.h"
#include "wiring/summary/summary.h"

namespace fairlead {

/// The objects of a unit that a name is a slip of the hand away from
/// (misspelt.h).
class OwnNames {
 public:
  /// The unit must outlive it.
  explicit OwnNames(const UnitSummary& unit);

  /// Whether one of the Services of a namespace is, and passes.
  bool any_service(std::string_view name, std::string_view namespace_name,
                   const std::function<bool(const ServiceFacts&)>& passes) const;
  /// The first Secret, or ConfigMap, of a namespace that is; null where none is.
  const UnitSummary::Keys* holder(bool secret, std::string_view name,
                                  std::string_view namespace_name) const;
  /// The first object of a kind and namespace that is; null where none is.
  const UnitSummary::Object* object(const ObjectName& name) const;
  /// Whether one of that kind and namespace is of its family: a part between hyphens begins
  /// as one of its own does.
  bool has_relative(const ObjectName& name) const;
  /// The work so far.
  std::size_t steps() const;

 private:
  template <typename Item>
  struct Group {
    explicit Group(std::vector<const Item*> of);
    /// The first that is near the name and passes, or null.
    template <typename Passes>
    const Item* first(std::string_view name, Passes passes) const;

    std::vector<const Item*> items;
    NearNames names;
  };
  using Place = std::pair<bool, std::string_view>;  ///< a Secret's or not, and its namespace
  std::map<Place, Group<ServiceFacts>> services_;
  std::map<Place, Group<UnitSummary::Keys>> holders_;
  /// By kind and namespace.
  std::map<std::pair<std::string_view, std::string_view>, Group<UnitSummary::Object>> objects_;
};

}  // namespace fairlead
