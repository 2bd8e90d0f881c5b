#include "deploy/kustomize/trees/strategic_merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "deploy/kustomize/trees/merge_types.h"

namespace fairlead::kustomize {
namespace {

using Values = std::vector<std::string_view>;  // of an item's merge keys; "" for one it lacks

constexpr std::string_view directive_key = "$patch";

bool is_missing(const Node* node) { return !node || node->is_null(); }

const Node* value_of(const Node* map, std::string_view key) {
  if (!map) return nullptr;
  const Node* found = nullptr;
  for (const Entry& entry : map->entries())
    if (entry.key->text() == key) found = entry.value;
  return found;
}

/// What a list or a mapping is to its patch.
struct Schema {
  const MergeTypes* types = nullptr;
  std::string_view type;              // of a mapping, or of a list's items
  const MergeField* field = nullptr;  // that a list is the value of

  bool is_merged_list() const { return field && field->holds == MergeField::Holds::merged; }
  Schema item() const { return {types, field ? field->child : type, nullptr}; }
  Schema below(std::string_view name) const {
    if (field && field->holds == MergeField::Holds::map) return {types, field->child, nullptr};
    const MergeField* next = types->field(type, name);
    return {types, next ? next->child : std::string_view(), next};
  }
};

enum class Directive : std::uint8_t { merge, replace, remove };

class Merger {
 public:
  explicit Merger(Edits& edits) : edits_(edits) {}

  /// Null where nothing stays.
  const Node* merge(const Node* dest, const Node* patch, const Schema& schema) {
    const Node* first = !is_missing(dest) ? dest : !is_missing(patch) ? patch : nullptr;
    if (!first) return unset(dest, patch);
    for (const Node* each : {dest, patch})
      if (!is_missing(each) && !alike(*each, *first)) return refuse(*each, *first);
    if (first->is_mapping()) return mapping(dest, patch, schema);
    if (first->is_sequence()) return sequence(dest, patch, schema);
    if (patch && patch->is_null()) return nullptr;
    return patch ? edits_.over(*patch, dest) : dest;
  }

  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  static bool alike(const Node& a, const Node& b) {
    return a.is_mapping() == b.is_mapping() && a.is_sequence() == b.is_sequence();
  }

  const Node* refuse(const Node& found, const Node& wanted) {
    constexpr auto word = [](const Node& node) {
      return node.is_mapping() ? "a mapping" : node.is_sequence() ? "a list" : "a scalar";
    };
    if (!refusal_)
      refusal_ = {fmt::format("{} cannot be merged with {}", word(found), word(wanted)),
                  found.span()};
    return nullptr;
  }

  /// A null that is written as one, `null` or `~`, stays where the patch says nothing.
  static const Node* unset(const Node* dest, const Node* patch) {
    return !patch && dest && !dest->text().empty() ? dest : nullptr;
  }

  Directive directive(const Node* word) {
    if (!word) return Directive::merge;
    if (word->text() == "delete") return Directive::remove;
    if (word->text() == "replace") return Directive::replace;
    if (word->text() != "merge" && !refusal_)
      refusal_ = {fmt::format("unknown patch strategy '{}'", word->text()), word->span()};
    return Directive::merge;
  }

  const Node* mapping(const Node* dest, const Node* patch, const Schema& schema) {
    if (!is_missing(dest) && patch && patch->is_null()) return nullptr;
    const Directive how = directive(value_of(patch, directive_key));
    if (how == Directive::remove) return nullptr;
    if (is_missing(dest) || how == Directive::replace) dest = patch;
    return fields(*dest, patch, schema);
  }

  /// The fields of both; of a mapping that is new, without its nulls and directives.
  const Node* fields(const Node& dest, const Node* patch, const Schema& schema) {
    std::vector<Entry> entries;
    bool changed = false;
    std::set<std::string_view> seen;
    const auto take = [&](const Entry& entry, const Node* under, const Node* over) {
      const std::string_view key = entry.key->text();
      if (key == directive_key || !seen.insert(key).second) return void(changed = true);
      const Node* made = merge(under, over, schema.below(key));
      changed = changed || made != under;
      if (made) entries.push_back({entry.key, made});
    };
    for (const Entry& entry : dest.entries())
      take(entry, entry.value, value_of(patch, entry.key->text()));
    if (patch && patch != &dest) {
      for (const Entry& entry : patch->entries())
        if (!seen.contains(entry.key->text())) take(entry, nullptr, entry.value);
    }
    return changed ? edits_.mapping(entries, dest) : &dest;
  }

  const Node* sequence(const Node* dest, const Node* patch, const Schema& schema) {
    if (!schema.is_merged_list()) {
      if (patch && patch->is_null()) return nullptr;
      return patch ? edits_.over(*patch, dest) : dest;
    }
    if (!is_missing(dest) && patch && patch->is_null()) return nullptr;
    const Node* own = patch;
    const Directive how = directive(list_directive(patch));
    if (list_directive(patch)) own = without_directive(*patch);
    if (how == Directive::remove) return nullptr;
    if (is_missing(dest) || how == Directive::replace) dest = own;
    return items(*dest, own, schema);
  }

  /// `- $patch: replace`, an item by itself, is about the list.
  static const Node* list_directive(const Node* list) {
    if (!list) return nullptr;
    for (const Node* item : list->items())
      if (item->entries().size() == 1)
        if (const Node* word = value_of(item, directive_key)) return word;
    return nullptr;
  }

  const Node* without_directive(const Node& list) {
    std::vector<const Node*> kept;
    for (const Node* item : list.items())
      if (item->entries().size() != 1 || !value_of(item, directive_key)) kept.push_back(item);
    return edits_.sequence(kept, list);
  }

  const Node* items(const Node& dest, const Node* patch, const Schema& schema);
  const Node* texts(const Node& dest, const Node* patch);

  Edits& edits_;
  std::optional<Refusal> refusal_;
};

std::vector<std::string_view> keys_of(const MergeField& field) {
  std::vector<std::string_view> keys;
  for (const std::string_view key : field.keys)
    if (!key.empty()) keys.push_back(key);
  return keys;
}

Values values_in(const Node& item, std::span<const std::string_view> keys) {
  Values values;
  for (const std::string_view key : keys) {
    const Node* value = value_of(&item, key);
    values.push_back(is_missing(value) ? std::string_view() : value->text());
  }
  return values;
}

bool is_empty(const Values& values) {
  return std::ranges::all_of(values, [](std::string_view value) { return value.empty(); });
}

/// What two items' keys are together where one lacks what the other has: a port without a protocol.
std::optional<Values> together(const Values& a, const Values& b) {
  Values all;
  bool common = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i] && !a[i].empty() && !b[i].empty()) return std::nullopt;
    common = common || a[i] == b[i];
    all.push_back(a[i].empty() ? b[i] : a[i]);
  }
  return common ? std::optional(all) : std::nullopt;
}

bool fits(const Values& item, const Values& wanted) {
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (!wanted[i].empty() && item[i] != wanted[i]) return false;
  return true;
}

const Node* item_with(const Node* list, std::span<const std::string_view> keys,
                      const Values& wanted) {
  if (!list) return nullptr;
  for (const Node* item : list->items())
    if (fits(values_in(*item, keys), wanted)) return item;
  return nullptr;
}

/// Lists of texts, such as `finalizers`: those of the patch first, each once.
const Node* Merger::texts(const Node& dest, const Node* patch) {
  std::vector<const Node*> kept;
  std::set<std::string_view> seen;
  for (const Node* list : {patch, &dest})
    if (list)
      for (const Node* item : list->items())
        if (seen.insert(item->text()).second) kept.push_back(item);
  return patch ? edits_.sequence(kept, dest) : &dest;
}

const Node* Merger::items(const Node& dest, const Node* patch, const Schema& schema) {
  const std::vector<std::string_view> keys = keys_of(*schema.field);
  if (keys.empty()) return texts(dest, patch);
  std::vector<Values> all;
  std::vector<const Node*> nameless;
  // A list that was not there before is its own patch.
  const Node* const lists[] = {patch == &dest ? nullptr : patch, &dest};
  for (const Node* list : lists) {
    if (!list) continue;
    for (const Node* item : list->items()) {
      Values values = values_in(*item, keys);
      if (is_empty(values))
        nameless.push_back(item);
      else if (std::ranges::find(all, values) == all.end())
        all.push_back(std::move(values));
    }
  }
  if (keys.size() > 1)
    for (Values& a : all)
      for (Values& b : all)
        if (const auto both = together(a, b)) a = b = *both;
  std::vector<const Node*> made, behind;
  std::vector<Values> done;
  bool changed = patch != nullptr;
  for (const Values& values : all) {
    if (std::ranges::find(done, values) != done.end()) continue;
    done.push_back(values);
    const Node* own = item_with(&dest, keys, values);
    const Node* item = merge(own, item_with(patch, keys, values), schema.item());
    changed = changed || item != own;
    if (is_missing(item) || (item->is_mapping() && item->entries().empty())) continue;
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (!values[i].empty() && !value_of(item, keys[i]))
        item = edits_.with(*item, keys[i], *edits_.text(values[i], item->span()), item->span());
    // Of several keys, what was there before stands behind what is new.
    (keys.size() > 1 && own ? behind : made).push_back(item);
  }
  if (keys.size() > 1)
    std::ranges::stable_sort(behind, {}, [&](const Node* item) {
      const Items before = dest.items();
      const Values values = values_in(*item, keys);
      return std::ranges::find_if(
                 before, [&](const Node* each) { return fits(values, values_in(*each, keys)); }) -
             before.begin();
    });
  made.insert(made.end(), behind.begin(), behind.end());
  made.insert(made.end(), nameless.begin(), nameless.end());
  return changed ? edits_.sequence(made, dest) : &dest;
}

}  // namespace

Built<const Node*> strategic_merge(const Node& object, const Node& patch, const MergeTypes& types,
                                   Edits& edits) {
  const auto text = [&](std::string_view key) {
    const Node* value = value_of(&object, key);
    return value ? value->text() : std::string_view();
  };
  Merger merger(edits);
  const Node* made = merger.merge(&object, &patch,
                                  {&types, types.type(text("apiVersion"), text("kind")), nullptr});
  if (merger.refusal()) return tl::unexpected(*merger.refusal());
  return made;
}

}  // namespace fairlead::kustomize
