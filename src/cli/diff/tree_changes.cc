#include "cli/diff/tree_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/diff/common_lines.h"
#include "cli/provenance/object_path.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// What two equal trees have in common, whatever the order of their keys.
std::string content(Ref tree) {
  if (!tree) return "null";
  if (tree->is_scalar()) return json_value(*tree);
  std::vector<std::string> parts;
  for (const Node* item : tree.items()) parts.push_back(content(Ref(item)));
  for (const Entry& entry : tree.entries())
    parts.push_back(fmt::format("{}:{}", json_key(*entry.key->resolved()), content(Ref(entry))));
  if (tree->is_mapping()) std::ranges::sort(parts);
  std::string all = tree->is_mapping() ? "{" : "[";
  for (const std::string& part : parts) all += part + ",";
  return all;
}

/// The entries that have a key, by its name.
std::vector<std::pair<std::string, Ref>> fields_of(Ref mapping) {
  std::vector<std::pair<std::string, Ref>> fields;
  for (const Entry& entry : mapping.entries()) {
    const Node* key = entry.key->resolved();
    if (key && key->is_scalar()) fields.emplace_back(json_key(*key), Ref(entry));
  }
  return fields;
}

/// Of a mapping with a `name` the `value` is what that names, else what the mapping is called.
std::string called(Ref mapping, const std::string& around, const std::string& key) {
  if (key != "value") return key;
  const std::string_view name = mapping["name"].text();
  return name.empty() && !around.empty() ? around : name.empty() ? key : std::string(name);
}

/// The items by their names; nothing where one has none, or two have the same.
std::optional<std::map<std::string_view, Ref>> named_items(Ref list) {
  std::map<std::string_view, Ref> named;
  for (const Node* item : list.items()) {
    const std::string_view name = item_name(Ref(item));
    if (name.empty() || !named.emplace(name, Ref(item)).second) return std::nullopt;
  }
  return named;
}

class Comparing {
 public:
  void compare(const std::string& path, const std::string& name, Ref before, Ref after) {
    if (before && after && before->is_mapping() && after->is_mapping())
      return compare_mappings(path, name, before, after);
    if (before && after && before->is_sequence() && after->is_sequence())
      return compare_lists(path, name, before, after);
    const bool both = before && after;
    const bool scalars = both && before->is_scalar() && after->is_scalar();
    if (scalars && json_value(*before) == json_value(*after)) return;
    if (scalars || !both) return all.push_back({path, name, before, after, false}), void();
    all.push_back({path, name, before, {}, false});
    all.push_back({path, name, {}, after, false});
  }

  std::vector<TreeChange> all;

 private:
  static std::string below(const std::string& path, const std::string& key) {
    const std::string step = key_step(key);
    return path.empty() && step.front() == '.' ? step.substr(1) : path + step;
  }

  void compare_mappings(const std::string& path, const std::string& name, Ref before, Ref after) {
    std::map<std::string, Ref> old;
    for (auto& [key, value] : fields_of(before)) old.emplace(key, value);
    for (const auto& [key, value] : fields_of(after)) {
      const auto there = old.find(key);
      compare(below(path, key), called(after, name, key),
              there == old.end() ? Ref() : there->second, value);
      if (there != old.end()) old.erase(there);
    }
    for (const auto& [key, value] : old)
      compare(below(path, key), called(before, name, key), value, {});
  }

  void compare_lists(const std::string& path, const std::string& name, Ref before, Ref after) {
    const auto old = named_items(before), now = named_items(after);
    if (!old || !now) return compare_items(path, name, before, after);
    if (is_ordered(path) && order(before, *now) != order(after, *old))
      all.push_back({path, "", before, after, true});
    for (const Node* item : after.items()) {
      const std::string_view key = item_name(Ref(item));
      const auto there = old->find(key);
      compare(path + bracketed(key), name, there == old->end() ? Ref() : there->second, Ref(item));
    }
    for (const Node* item : before.items()) {
      const std::string_view key = item_name(Ref(item));
      if (!now->contains(key)) compare(path + bracketed(key), name, Ref(item), {});
    }
  }

  /// Lists of which the order says something: `$(A)` is known to what stands behind it.
  static bool is_ordered(const std::string& path) {
    return path.ends_with(".env") || path.ends_with(".initContainers");
  }

  /// The names of the items that the other list has, too.
  static std::vector<std::string_view> order(Ref list,
                                             const std::map<std::string_view, Ref>& others) {
    std::vector<std::string_view> names;
    for (const Node* item : list.items())
      if (const std::string_view name = item_name(Ref(item)); others.contains(name))
        names.push_back(name);
    return names;
  }

  /// Items without names: what is the same stays, and what stands between is compared in order.
  void compare_items(const std::string& path, const std::string& name, Ref before, Ref after) {
    std::vector<std::string> old, now;
    for (const Node* item : before.items()) old.push_back(content(Ref(item)));
    for (const Node* item : after.items()) now.push_back(content(Ref(item)));
    auto pairs = common_items(old, now);
    pairs.emplace_back(old.size(), now.size());
    std::size_t i = 0, j = 0;
    for (const auto& [there, here] : pairs) {
      for (; i < there || j < here; i += i < there, j += j < here) {
        const Ref was = i < there ? before[i] : Ref(), is = j < here ? after[j] : Ref();
        compare(fmt::format("{}[{}]", path, is ? j : i), name, was, is);
      }
      i = there + 1;
      j = here + 1;
    }
  }
};

void add_leaves(const std::string& path, const std::string& name, Ref value,
                std::vector<TreeLeaf>& all) {
  if (!value || value->is_scalar() || (value.items().empty() && value.entries().empty()))
    return all.push_back({path, name, value}), void();
  std::size_t index = 0;
  for (const Node* item : value.items())
    add_leaves(fmt::format("{}[{}]", path, index++), name, Ref(item), all);
  for (const auto& [key, field] : fields_of(value))
    add_leaves(path + key_step(key), called(value, name, key), field, all);
}

}  // namespace

std::vector<TreeChange> tree_changes(Ref before, Ref after) {
  Comparing comparing;
  comparing.compare("", "", before, after);
  return std::move(comparing.all);
}

std::vector<TreeLeaf> leaves_of(Ref tree, std::string_view name) {
  std::vector<TreeLeaf> all;
  add_leaves("", std::string(name), tree, all);
  return all;
}

std::string names_in_order(Ref list) {
  std::string words;
  for (const Node* item : list.items())
    words += (words.empty() ? "" : ", ") + std::string(item_name(Ref(item)));
  return words;
}

std::string scalar_words(Ref value) {
  if (!value || value->is_null()) return "null";
  if (value->is_mapping()) return "{}";
  if (value->is_sequence()) return "[]";
  const bool is_plain_text = value->is_string() && !value.text().empty() &&
                             plain_scalar_kind(value.text()) == Kind::string;
  return is_plain_text ? std::string(value.text()) : json_value(*value);
}

}  // namespace fairlead
