#include "facts/cluster/pod_names.h"

#include <algorithm>
#include <charconv>

namespace fairlead {
namespace {

std::optional<std::uint32_t> number_from(std::string_view text) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  const bool plain = text.size() == 1 || !text.starts_with('0');  // no pod is called `redis-01`
  return whole && plain ? std::optional(number) : std::nullopt;
}

/// Whether something in view changes the number of a StatefulSet's pods.
bool is_scaled(const Resource& set, std::span<const Resource> resources) {
  return std::ranges::any_of(resources, [&](const Resource& each) {
    if (each.kind != "HorizontalPodAutoscaler" && each.kind != "ScaledObject") return false;
    const Ref target = each.root["spec"]["scaleTargetRef"];
    return each.namespace_name == set.namespace_name && target["name"].text() == set.name;
  });
}

PodNames names_of(const Resource& set, std::span<const Resource> resources) {
  const Ref spec = set.root["spec"];
  PodNames names{std::string(set.name), 0, number_from(spec["replicas"].text())};
  if (const Ref start = spec["ordinals"]["start"]; start.present()) {
    const auto first = number_from(start.text());
    names.first = first.value_or(0);
    if (!first) names.count = std::nullopt;
  }
  if (set.partial || is_scaled(set, resources)) names.count = std::nullopt;
  return names;
}

}  // namespace

std::optional<std::vector<PodNames>> pod_names(const Service& service, const Selection& selection,
                                               std::span<const Resource> resources) {
  if (!service.has_selector || !selection.closed || service.open_ports) return std::nullopt;
  std::vector<PodNames> names;
  for (const Workload* workload : selection.workloads) {
    if (workload->pod_spec["hostname"].present()) return std::nullopt;
    const Resource& resource = *workload->resource;
    if (resource.kind == "StatefulSet" && workload->service_name == service.name)
      names.push_back(names_of(resource, resources));
  }
  return names;
}

bool is_among(std::span<const PodNames> names, std::string_view pod) {
  return std::ranges::any_of(names, [&](const PodNames& each) {
    if (!pod.starts_with(each.base) || pod.substr(each.base.size(), 1) != "-") return false;
    const auto number = number_from(pod.substr(each.base.size() + 1));
    if (!number || *number < each.first) return false;
    return !each.count || *number - each.first < *each.count;
  });
}

}  // namespace fairlead
