#include <unordered_map>

#include "deploy/helm/values/table.h"
#include "tree/copied_tree.h"

namespace fairlead::helm {

/// Makes the tree of tables. Its depth is that of the layers put on each other, which their readers
/// bound.
class Freezer {
 public:
  explicit Freezer(Tables& tables) : tables_(tables) {}

  const Node* tree(Table& table) {
    count(table);
    return tables_.arena_.make<Node>(mapping(table));
  }

 private:
  struct Shared {
    int holders = 0;
    const Node* node = nullptr;
    bool is_open = false;  // it is being made: what holds itself ends there
  };

  void count(Table& table) {
    if (++shared_[&table].holders > 1) return;
    for (auto& [key, slot] : table.slots)
      if (slot.table) count(*slot.table);
  }

  Node mapping(Table& table) {
    std::vector<Node> entries;
    entries.reserve(2 * table.slots.size());
    for (auto& [key, slot] : table.slots) {
      entries.push_back(key_of(key, slot));
      entries.push_back(value(slot));
    }
    return Node::mapping(Style::block, Span{}, tables_.arena_.copy(std::span<const Node>(entries)));
  }

  /// Of a mapping that lost something, in a text that knows what.
  Node key_of(std::string_view name, const Slot& slot) {
    Node key = slot.key && slot.key->resolved() && slot.key->resolved()->is_scalar()
                   ? *slot.key->resolved()
                   : Node::scalar(Kind::string, Style::plain, Syntax::yaml, Span{}, name);
    std::vector<Related> replaced;
    if (slot.table) {
      add(slot.lost, replaced);
      add(slot.table->deleted, replaced);
    }
    return replaced.empty() ? key : *chosen(key, std::move(replaced));
  }

  Node value(Slot& slot) {
    if (slot.table) return table(*slot.table);
    const Node made = slot.list ? sequence(*slot.list) : *slot.node;
    std::vector<Related> replaced;
    add(slot.lost, replaced);
    if (replaced.empty() || !made.span().is_place()) return made;
    return *chosen(made, std::move(replaced));
  }

  Node table(Table& table) {
    Shared& shared = shared_[&table];  // stays where it is when more are added
    if (shared.holders < 2) return mapping(table);
    if (!shared.node && !shared.is_open) {
      shared.is_open = true;
      shared.node = tables_.arena_.make<Node>(mapping(table));
      shared.is_open = false;
    }
    return Node::alias(Span{}, shared.node);
  }

  Node sequence(List& list) {
    std::vector<Node> items;
    items.reserve(list.items.size());
    for (Slot& slot : list.items) {
      if (slot.table) count(*slot.table);
      items.push_back(value(slot));
    }
    return Node::sequence(Style::block, Span{}, tables_.arena_.copy(std::span<const Node>(items)));
  }

  static void add(const Lost* lost, std::vector<Related>& replaced) {
    for (; lost; lost = lost->next) replaced.push_back({lost->at, Related::Kind::replaced});
  }

  const Node* chosen(const Node& node, std::vector<Related> replaced) {
    return copied_tree(node, OriginKind::chosen, std::move(replaced), tables_.sources_,
                       tables_.arena_);
  }

  Tables& tables_;
  std::unordered_map<Table*, Shared> shared_;
};

const Node* Tables::tree(Table& table) { return Freezer(*this).tree(table); }

}  // namespace fairlead::helm
