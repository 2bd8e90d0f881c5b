#include "deploy/kustomize/objects/order.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace fairlead::kustomize {
namespace {

// kustomize 5.8.1, api/internal/builtins/SortOrderTransformer.go.
constexpr std::array<std::string_view, 22> first_kinds = {"Namespace",
                                                          "ResourceQuota",
                                                          "StorageClass",
                                                          "CustomResourceDefinition",
                                                          "ServiceAccount",
                                                          "PodSecurityPolicy",
                                                          "Role",
                                                          "ClusterRole",
                                                          "RoleBinding",
                                                          "ClusterRoleBinding",
                                                          "ConfigMap",
                                                          "Secret",
                                                          "Endpoints",
                                                          "Service",
                                                          "LimitRange",
                                                          "PriorityClass",
                                                          "PersistentVolume",
                                                          "PersistentVolumeClaim",
                                                          "Deployment",
                                                          "StatefulSet",
                                                          "CronJob",
                                                          "PodDisruptionBudget"};
constexpr std::array<std::string_view, 2> last_kinds = {"MutatingWebhookConfiguration",
                                                        "ValidatingWebhookConfiguration"};

using Places = std::map<std::string_view, int>;

std::string_view or_else(std::string_view text, std::string_view otherwise) {
  return text.empty() ? otherwise : text;
}

std::string kind_key(std::string_view group, std::string_view version, std::string_view kind) {
  return fmt::format("{}_{}_{}", or_else(group, "~G"), or_else(version, "~V"), or_else(kind, "~K"));
}

int place_of(std::string_view kind, const Places& places) {
  const auto place = places.find(kind);
  return place == places.end() ? 0 : place->second;
}

/// What an object is sorted by: the place of its kind, then texts in which "~" stands for nothing.
struct Key {
  int place = 0;
  bool is_core_namespace = false;
  std::string kind, name;
  std::size_t index = 0;
};

Key key_of(const Object& object, std::size_t index, const Places& places) {
  const ObjectId id = object.id();
  return {place_of(id.kind, places), id.kind == "Namespace" && id.group.empty(),
          kind_key(id.group, id.version, id.kind),
          fmt::format("{}|{}", or_else(id.namespace_name, "~X"), or_else(id.name, "~N")), index};
}

bool is_before(const Key& a, const Key& b) {
  if (a.place != b.place) return a.place < b.place;
  // Of namespaces of several groups the cluster's own come first.
  if (a.kind != b.kind)
    return a.is_core_namespace || b.is_core_namespace ? a.kind > b.kind : a.kind < b.kind;
  return a.name < b.name;
}

void sort_by(Objects& objects, const Places& places) {
  std::vector<Key> keys;
  for (std::size_t i = 0; i < objects.size(); ++i) keys.push_back(key_of(objects[i], i, places));
  std::ranges::stable_sort(keys, is_before);
  Objects sorted;
  for (const Key& key : keys) sorted.push_back(std::move(objects[key.index]));
  objects = std::move(sorted);
}

Places places_of(std::span<const std::string_view> first, std::span<const std::string_view> last) {
  Places places;
  int place = -static_cast<int>(first.size());
  for (const std::string_view kind : first) places[kind] = place++;
  place = 1;
  for (const std::string_view kind : last) places[kind] = place++;
  return places;
}

std::vector<std::string_view> texts(Ref list) {
  std::vector<std::string_view> all;
  for (const Node* item : list.items()) all.push_back(item->text());
  return all;
}

}  // namespace

void sort_by_kind(Objects& objects) { sort_by(objects, places_of(first_kinds, last_kinds)); }

bool comes_before(const Selected& a, const Selected& b) {
  const Places places = places_of(first_kinds, last_kinds);
  const int first = place_of(a.kind, places), second = place_of(b.kind, places);
  if (first != second) return first < second;
  return kind_key(a.group, a.version, a.kind) < kind_key(b.group, b.version, b.kind);
}

std::optional<Refusal> sort_as_asked(Objects& objects, Ref options) {
  const Ref order = options["order"], lists = options["legacySortOptions"];
  if (order.text() != "fifo" && order.text() != "legacy")
    return Refusal{"`sortOptions.order` is `fifo` or `legacy`",
                   order ? order.span() : options.span()};
  if (order.text() == "fifo") {
    if (lists.present())
      return Refusal{"`legacySortOptions` go with `order: legacy`", lists.span()};
    return std::nullopt;
  }
  if (!lists.present()) return sort_by_kind(objects), std::nullopt;
  sort_by(objects, places_of(texts(lists["orderFirst"]), texts(lists["orderLast"])));
  return std::nullopt;
}

}  // namespace fairlead::kustomize
