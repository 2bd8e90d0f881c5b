#include "rules/kubernetes/demands.h"

#include <algorithm>
#include <map>
#include <span>

#include "base/filled_in.h"

namespace fairlead {
namespace {

// ValidateService, ValidatePodSpec of Kubernetes' pkg/apis/core/validation.
constexpr Demand of_service[] = {
    {"ports", "name", Demand::Of::unique, "port"},
    {"ports", "name", Demand::Of::required, "port"},
};
constexpr Demand of_pod[] = {
    {"containers", "name", Demand::Of::unique, "container"},
    {"initContainers", "name", Demand::Of::unique, "container"},
    {"containers", "image", Demand::Of::required, "container"},
    {"initContainers", "image", Demand::Of::required, "container"},
    {"volumes", "name", Demand::Of::unique, "volume"},
};
constexpr Demand of_container[] = {
    {"ports", "name", Demand::Of::unique, "port"},
    {"volumeMounts", "mountPath", Demand::Of::unique, "mount"},
};

std::span<const Demand> demands(DemandsOf of) {
  switch (of) {
    case DemandsOf::service:
      return of_service;
    case DemandsOf::pod:
      return of_pod;
    case DemandsOf::container:
      return of_container;
  }
  __builtin_unreachable();
}

void find_twice(Ref list, const Demand& demand, std::vector<Unmet>& all) {
  std::map<std::string_view, Ref> first;
  for (const Node* item : list.items()) {
    const Ref value = Ref(item)[demand.field];
    if (value.text().empty() || is_filled_in(value.text())) continue;
    const auto [place, added] = first.try_emplace(value.text(), Ref(item));
    if (!added) all.push_back({demand, list, Ref(item), place->second});
  }
}

}  // namespace

std::vector<Unmet> unmet_demands(Ref around, DemandsOf of) {
  std::vector<Unmet> all;
  for (const Demand& demand : demands(of)) {
    const Ref list = around[demand.list];
    if (!list || !list->is_sequence()) continue;
    if (demand.of == Demand::Of::unique) find_twice(list, demand, all);
    if (demand.of == Demand::Of::unique) continue;
    // Where none has it, the object is only a part of one, and what it is applied to has it.
    const bool has_any = std::ranges::any_of(
        list.items(), [&](const Node* item) { return !Ref(item)[demand.field].text().empty(); });
    if (!has_any) continue;
    for (const Node* item : list.items())
      if (item->is_mapping() && Ref(item)[demand.field].text().empty())
        all.push_back({demand, list, Ref(item), {}});
  }
  return all;
}

}  // namespace fairlead
