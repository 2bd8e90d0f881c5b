#include "facts/labels/label_selector.h"

#include <algorithm>
#include <utility>

#include "facts/cluster/selection.h"

namespace fairlead {
namespace {

using Demand = LabelExpression::Demand;

/// A key without the source that Cilium writes before it.
std::string_view plain_key(std::string_view key) {
  for (const std::string_view source : {"k8s:", "any:"})
    if (key.starts_with(source)) return key.substr(source.size());
  return key;
}

Demand demand_of(std::string_view text) {
  constexpr std::pair<std::string_view, Demand> demands[] = {
      {"In", Demand::in},
      {"NotIn", Demand::not_in},
      {"Exists", Demand::exists},
      {"DoesNotExist", Demand::does_not_exist}};
  for (const auto& [name, demand] : demands)
    if (name == text) return demand;
  return Demand::unreadable;
}

void add_expression(Ref at, LabelSelector& selector) {
  LabelExpression made{demand_of(at["operator"].text()), plain_key(at["key"].text()), {}, at};
  for (const Node* value : at["values"].items()) made.values.push_back(Ref(value).text());
  if (made.demand == Demand::in && made.values.size() == 1) {
    selector.labels.push_back({made.key, made.values.front(), at["values"][std::size_t{0}]});
    return;
  }
  selector.expressions.push_back(std::move(made));
}

bool is_met(const LabelExpression& expression, std::span<const LabelAt> labels) {
  const auto label = std::ranges::find(labels, expression.key, &LabelAt::key);
  const bool is_there = label != labels.end();
  const bool is_among =
      is_there && std::ranges::find(expression.values, label->value) != expression.values.end();
  switch (expression.demand) {
    case Demand::in:
      return is_among;
    case Demand::not_in:
      return !is_among;
    case Demand::exists:
      return is_there;
    case Demand::does_not_exist:
      return !is_there;
    case Demand::unreadable:
      return false;
  }
  __builtin_unreachable();
}

}  // namespace

LabelSelector label_selector(Ref selector, bool bare) {
  LabelSelector made;
  const Ref labels = bare ? selector : selector["matchLabels"];
  for (const Entry& entry : labels.entries()) {
    made.labels.push_back(
        {plain_key(entry.key->text()), Ref(entry.value).text(), labels[entry.key->text()]});
  }
  if (bare) return made;
  for (const Node* each : selector["matchExpressions"].items()) add_expression(Ref(each), made);
  return made;
}

bool selects(const LabelSelector& selector, std::span<const LabelAt> labels) {
  return selects(std::span<const LabelAt>(selector.labels), labels) &&
         std::ranges::all_of(selector.expressions,
                             [&](const auto& each) { return is_met(each, labels); });
}

bool is_added_by_controller(std::string_view key) {
  constexpr std::string_view keys[] = {"pod-template-hash", "controller-revision-hash", "job-name",
                                       "controller-uid", "rollouts-pod-template-hash"};
  constexpr std::string_view domains[] = {
      "statefulset.kubernetes.io/", "apps.kubernetes.io/", "batch.kubernetes.io/", "cnpg.io/",
      "topology.kubernetes.io/",
      // What injects sidecars says so.
      "service.istio.io/", "security.istio.io/", "topology.istio.io/", "linkerd.io/",
      // Cilium's own: of namespaces, accounts, clusters.
      "io.kubernetes.", "io.cilium.", "reserved:"};
  return std::ranges::find(keys, key) != std::end(keys) ||
         std::ranges::any_of(domains, [&](auto domain) { return key.starts_with(domain); });
}

}  // namespace fairlead
