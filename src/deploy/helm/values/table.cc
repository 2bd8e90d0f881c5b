#include "deploy/helm/values/table.h"

#include <algorithm>

#include "tree/scalar.h"

namespace fairlead::helm {
namespace {

constexpr int deepest_written = 200;

bool has_null(const Node* node, int depth) {
  node = node ? node->resolved() : nullptr;
  if (!node || depth > deepest_written || !node->is_mapping()) return node && node->is_null();
  for (const Entry& entry : node->entries()) {
    const bool merge = entry.key->is_string() && entry.key->text() == "<<";
    if (merge || has_null(entry.value, depth + 1)) return true;
  }
  return false;
}

}  // namespace

Span Slot::place() const {
  if (node && node->span().is_place()) return node->span();
  return key ? key->span() : Span{};
}

void Tables::take(std::size_t slots) {
  exhausted_ = exhausted_ || slots > room_;
  room_ -= std::min(slots, room_);
}

Table* Tables::opened(Ref mapping) {
  Table* made = table();
  if (!mapping || exhausted_) return made;
  const std::vector<Entry> entries = mapping.entries();
  take(entries.size() + 1);
  for (const Entry& entry : entries) {
    const Node* key = entry.key->resolved();
    const Node* value = entry.value->resolved();
    if (!key || !key->is_scalar() || !value) continue;
    const std::string_view name =
        key->is_string() ? key->text() : arena_.copy(std::string_view(json_key(*key)));
    made->slots[name] = {value, nullptr, nullptr, entry.key, nullptr};
  }
  return made;
}

Table* Tables::open(Slot& slot) {
  if (slot.table) return slot.table;
  slot.table = opened(Ref(slot.node));
  slot.node = nullptr;
  return slot.table;
}

List* Tables::open_list(Slot& slot) {
  if (slot.list) return slot.list;
  slot.list = list();
  for (const Node* item : slot.node->items())
    slot.list->items.push_back({item->resolved(), nullptr, nullptr, nullptr, nullptr});
  slot.node = nullptr;
  return slot.list;
}

Table* Tables::copy(const Table& from, int depth) {
  Table* made = table();
  take(from.slots.size() + 1);
  if (is_too_deep(depth)) return made;
  made->deleted = from.deleted;
  for (const auto& [key, slot] : from.slots) {
    Slot& copied = made->slots.emplace_hint(made->slots.end(), key, slot)->second;
    if (copied.table) copied.table = copy(*slot.table, depth + 1);
  }
  return made;
}

Slot Tables::shared(Slot& slot) {
  if (slot.is_table()) open(slot);
  return slot;
}

Table* Tables::shallow_copy(Table& from) {
  Table* made = table();
  take(from.slots.size() + 1);
  made->deleted = from.deleted;
  for (auto& [key, slot] : from.slots)
    made->slots.emplace_hint(made->slots.end(), key, shared(slot));
  return made;
}

/// A layer may be merged more than once: what lost against itself did not lose. Who lost to this
/// many is told enough.
const Lost* Tables::added(const Lost* list, Span at, Span winner) {
  if (!at.is_place() || at == winner) return list;
  constexpr int most = 50;
  int count = 0;
  for (const Lost* each = list; each; each = each->next)
    if (each->at == at || ++count == most) return list;
  return arena_.make<Lost>(Lost{at, list});
}

void Tables::lose(Slot& winner, const Slot& loser) {
  const Span place = winner.place();
  winner.lost = added(winner.lost, loser.place(), place);
  for (const Lost* each = loser.lost; each; each = each->next)
    winner.lost = added(winner.lost, each->at, place);
}

void Tables::put(Table& table, std::string_view key, Slot slot) {
  const auto [place, is_new] = table.slots.try_emplace(key);
  if (!is_new) lose(slot, place->second);
  place->second = slot;
}

void Tables::erase(Table& table, std::string_view key, const Slot* deleted) {
  const auto found = table.slots.find(key);
  if (found == table.slots.end()) return;
  table.deleted = added(table.deleted, found->second.place(), {});
  if (deleted) table.deleted = added(table.deleted, deleted->place(), {});
  for (const Lost* each = found->second.lost; each; each = each->next)
    table.deleted = added(table.deleted, each->at, {});
  table.slots.erase(found);
}

void Tables::drop_nulls(Table& table, int depth) {
  if (is_too_deep(depth)) return;
  for (auto slot = table.slots.begin(); slot != table.slots.end();) {
    Slot& each = slot->second;
    if (each.is_null()) {
      slot = table.slots.erase(slot);
      continue;
    }
    if (each.is_table() && (each.table || has_null(each.node, 0)))
      drop_nulls(*open(each), depth + 1);
    ++slot;
  }
}

Slot Tables::null() {
  constexpr std::string_view word = "null";
  return {arena_.make<Node>(Node::scalar(Kind::null, Style::plain, Syntax::yaml, Span{}, word)),
          nullptr, nullptr, nullptr, nullptr};
}

}  // namespace fairlead::helm
