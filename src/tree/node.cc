#include "tree/node.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>
#include <string>

#include "tree/scalar.h"

namespace fairlead {
namespace {

/// Merges of merges are followed this deep; nobody writes more, and a hostile file could.
constexpr int max_merge_depth = 100;

bool is_merge(const Entry& entry) {
  return entry.key->is_string() && entry.key->style() == Style::plain && entry.key->text() == "<<";
}

/// What a key is called once the mapping is JSON: the text of a string, `true` for an unquoted
/// `yes`.
bool is_called(const Node& key, std::string_view name) {
  const Node* node = key.resolved();
  if (!node || !node->is_scalar()) return false;
  return node->is_string() ? node->text() == name : json_key(*node) == name;
}

std::optional<Entry> find(const Node& mapping, std::string_view name, int depth);

/// Looks into the value of a `<<`: a mapping, or mappings of which the earlier ones win.
std::optional<Entry> find_merged(const Node* value, std::string_view name, int depth) {
  value = value ? value->resolved() : nullptr;
  if (!value || depth >= max_merge_depth) return std::nullopt;
  if (value->is_mapping()) return find(*value, name, depth + 1);
  for (const Node* item : value->items()) {
    const Node* mapping = item->resolved();
    if (!mapping || !mapping->is_mapping()) continue;
    if (const auto entry = find(*mapping, name, depth + 1)) return entry;
  }
  return std::nullopt;
}

/// The last entry of that name wins; a merge stands for its entries at its own place.
std::optional<Entry> find(const Node& mapping, std::string_view name, int depth) {
  for (const Entry entry : std::views::reverse(mapping.entries())) {
    if (is_called(*entry.key, name)) return entry;
    if (!is_merge(entry)) continue;
    if (const auto merged = find_merged(entry.value, name, depth)) return merged;
  }
  return std::nullopt;
}

void collect(const Node& mapping, std::vector<Entry>& all, int depth);

void collect_merged(const Node* value, std::vector<Entry>& all, int depth) {
  value = value ? value->resolved() : nullptr;
  if (!value || depth >= max_merge_depth) return;
  if (value->is_mapping()) return collect(*value, all, depth + 1);
  for (const Node* item : std::views::reverse(value->items())) {
    const Node* mapping = item->resolved();
    if (mapping && mapping->is_mapping()) collect(*mapping, all, depth + 1);
  }
}

/// All entries, those that win after those that lose.
void collect(const Node& mapping, std::vector<Entry>& all, int depth) {
  for (const Entry& entry : mapping.entries()) {
    if (is_merge(entry)) {
      collect_merged(entry.value, all, depth);
    } else {
      all.push_back(entry);
    }
  }
}

/// Whether a look at every pair proves that no two keys are equal; not tried on large mappings.
bool plainly_distinct(std::span<const Entry> all) {
  constexpr std::size_t few = 24;
  if (all.size() > few) return false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].key->is_string()) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (all[i].key->text() == all[j].key->text()) return false;
    }
  }
  return true;
}

/// Keeps of equal keys the last entry, at the place where it stands.
void keep_winners(std::vector<Entry>& all) {
  if (plainly_distinct(all)) return;
  std::set<std::string> seen;
  std::vector<Entry> kept;
  for (auto entry = all.rbegin(); entry != all.rend(); ++entry) {
    const Node* key = entry->key->resolved();
    if (key && key->is_scalar() && !seen.insert(json_key(*key)).second) continue;
    kept.push_back(*entry);
  }
  all.assign(kept.rbegin(), kept.rend());
}

}  // namespace

Node::Node(Kind kind, Style style, Span span, const void* data, std::size_t count)
    : data_(data),
      begin_(span.begin),
      end_(span.end),
      count_(static_cast<std::uint32_t>(count)),
      source_(static_cast<std::uint32_t>(span.source) & 0xffffffu),
      kind_(kind),
      style_(style),
      syntax_(Syntax::yaml) {
  assert(SourceId(source_) == span.source);
}

Node Node::scalar(Kind kind, Style style, Syntax syntax, Span span, std::string_view text) {
  Node node(kind, style, span, text.data(), text.size());
  node.syntax_ = syntax;
  return node;
}
Node Node::sequence(Style style, Span span, std::span<const Node> items) {
  return {Kind::sequence, style, span, items.data(), items.size()};
}
Node Node::mapping(Style style, Span span, std::span<const Node> items) {
  return {Kind::mapping, style, span, items.data(), items.size() / 2};
}
Node Node::alias(Span span, const Node* target) {
  return {Kind::alias, Style::plain, span, target, 0};
}

std::string_view Node::text() const {
  if (!is_scalar()) return {};
  return {static_cast<const char*>(data_), count_};
}

Items Node::items() const {
  if (kind_ != Kind::sequence) return {};
  return {{0, count_}, NodeAt{static_cast<const Node*>(data_)}};
}

Entries Node::entries() const {
  if (kind_ != Kind::mapping) return {};
  return {{0, count_}, EntryAt{static_cast<const Node*>(data_)}};
}

const Node* Node::resolved() const {
  return kind_ == Kind::alias ? static_cast<const Node*>(data_) : this;
}

Ref Ref::operator[](std::string_view key) const {
  Ref step;
  step.nearest_ = nearest_ && nearest_->span().empty() && key_ ? key_ : nearest_;
  if (!node_ || !node_->is_mapping()) return step;
  const auto entry = find(*node_, key, 0);
  if (!entry) return step;
  step.node_ = entry->value ? entry->value->resolved() : nullptr;
  step.key_ = entry->key;
  step.nearest_ = entry->value;
  return step;
}

Ref Ref::operator[](std::size_t index) const {
  Ref step;
  step.nearest_ = nearest_ && nearest_->span().empty() && key_ ? key_ : nearest_;
  if (!node_ || index >= node_->items().size()) return step;
  return {node_->items()[index]};
}

std::string_view Ref::text() const {
  return present() && node_->is_scalar() ? node_->text() : std::string_view();
}

bool Ref::boolean(bool otherwise) const {
  if (!node_ || node_->kind() != Kind::boolean) return otherwise;
  return json_value(*node_) == "true";
}

Items Ref::items() const {
  if (!node_) return {};
  return node_->items();
}

std::vector<Entry> Ref::entries() const {
  std::vector<Entry> all;
  if (!node_ || !node_->is_mapping()) return all;
  collect(*node_, all, 0);
  keep_winners(all);
  return all;
}

Span Ref::span() const {
  if (node_ && nearest_ && !nearest_->span().empty()) return nearest_->span();
  if (key_) return key_->span();
  return nearest_ ? nearest_->span() : Span{};
}

}  // namespace fairlead
