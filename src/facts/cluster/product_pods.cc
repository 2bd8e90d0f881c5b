#include "facts/cluster/product_pods.h"

#include <algorithm>

#include "base/text.h"
#include "facts/cluster/release_values.h"
#include "product/pods.h"

namespace fairlead {
namespace {

/// How pods meet one pair of a selector, or all of it.
enum class Meets : std::uint8_t { no, yes, unknown };

/// What an object says itself of a label of its pods.
Ref given_label(const ProductInstance& instance, const redis::OwnLabels* own,
                std::string_view key) {
  if (!own) return {};
  for (const std::string_view field : split(own->fields, '|')) {
    if (const Ref value = at_path(instance.resource->root, field)[key]) return value;
  }
  return {};
}

/// `label` is the operator's, or null.
Meets meets(const ProductInstance& instance, const redis::MadeLabel* label, const LabelAt& wanted) {
  const redis::OwnLabels* own = redis::own_labels(*instance.product);
  if (!label || (own && own->win)) {
    if (const Ref given = given_label(instance, own, wanted.key))
      return given.text() == wanted.value ? Meets::yes : Meets::unknown;
  }
  if (!label) return Meets::unknown;
  const bool has = std::ranges::find(label->values, wanted.value) != label->values.end();
  return has ? Meets::yes : Meets::no;
}

/// How pods meet the whole selector; where they do not, `found` says why, if they were meant.
Meets compared(const Service& service, const ProductInstance& instance, const redis::MadePods& pods,
               ProductSelection& found) {
  Meets all = Meets::yes;
  bool meant = false;
  for (const LabelAt& wanted : service.selector) {
    const auto label = std::ranges::find(pods.labels, wanted.key, &redis::MadeLabel::key);
    const bool known = label != pods.labels.end();
    const Meets each = meets(instance, known ? &*label : nullptr, wanted);
    if (each == Meets::yes) meant = meant || label == pods.labels.begin();
    if (each == Meets::unknown && all == Meets::yes) all = each;
    if (each != Meets::no || found.wanted) continue;
    all = each;
    found = {&instance, &wanted, label->values};
  }
  if (!meant) found = {};
  return all;
}

}  // namespace

ProductSelection product_pods_of(const Service& service,
                                 std::span<const ProductInstance> products) {
  ProductSelection meant;
  for (const ProductInstance& instance : products) {
    const Resource* object = instance.source ? nullptr : instance.resource;
    if (!object || instance.namespace_name != service.namespace_name) continue;
    const auto lookup = [&](std::string_view path) { return object_setting(object->root, path); };
    for (const redis::MadePods& pods : redis::pods_of(*instance.product, instance.name, lookup)) {
      ProductSelection found;
      const Meets all = compared(service, instance, pods, found);
      if (all == Meets::yes) return {&instance, nullptr, {}};
      if (all == Meets::unknown) return {};
      if (!meant.instance) meant = std::move(found);
    }
  }
  return meant;
}

}  // namespace fairlead
