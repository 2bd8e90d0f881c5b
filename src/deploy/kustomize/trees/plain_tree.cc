#include "deploy/kustomize/trees/plain_tree.h"

#include <algorithm>

#include "tree/own_entries.h"
#include "tree/timestamp.h"

namespace fairlead::kustomize {
namespace {

class Plain {
 public:
  Plain(bool is_kyaml, Edits& edits) : is_kyaml_(is_kyaml), edits_(edits) {}

  const Node* of(const Node& node) {
    switch (node.kind()) {
      case Kind::alias:
        return node.resolved() ? of(*node.resolved()) : nullptr;
      case Kind::sequence:
        return sequence(node);
      case Kind::mapping:
        return mapping(node);
      case Kind::boolean:
      case Kind::string:
        return is_kyaml_ && node.style() == Style::plain ? scalar(node) : &node;
      case Kind::null:
      case Kind::integer:
      case Kind::floating:
        return &node;
    }
    __builtin_unreachable();
  }

 private:
  const Node* scalar(const Node& node) {
    const std::string_view text = node.text();
    if (node.kind() == Kind::boolean) {
      const char first = text.empty() ? '\0' : static_cast<char>(text[0] | 0x20);
      return first == 't' || first == 'f' ? &node : as_string(node, text);
    }
    // Nothing else begins with a digit and has a dash at its fifth place.
    if (text.size() < 8 || text[4] != '-') return &node;
    const auto moment = timestamp_text(text);
    return moment ? as_string(node, edits_.arena().copy(std::string_view(*moment))) : &node;
  }

  const Node* as_string(const Node& node, std::string_view text) {
    return edits_.arena().make<Node>(
        Node::scalar(Kind::string, Style::plain, node.syntax(), node.span(), text));
  }

  const Node* sequence(const Node& node) {
    std::vector<const Node*> items;
    bool changed = false;
    for (const Node* item : node.items()) {
      const Node* made = of(*item);
      changed = changed || made != item;
      if (made) items.push_back(made);
    }
    return changed ? edits_.sequence(items, node) : &node;
  }

  const Node* mapping(const Node& node) {
    const Entries written = node.entries();
    const bool merges = std::ranges::any_of(written, is_merge);
    const std::vector<Entry> all =
        merges ? own_entries_first(node) : std::vector<Entry>(written.begin(), written.end());
    std::vector<Entry> entries;
    bool changed = merges;
    for (const Entry& entry : all) {
      const Entry made{of(*entry.key), of(*entry.value)};
      changed = changed || made.key != entry.key || made.value != entry.value;
      if (made.key && made.value) entries.push_back(made);
    }
    return changed ? edits_.mapping(entries, node) : &node;
  }

  const bool is_kyaml_;
  Edits& edits_;
};

}  // namespace

const Node* plain_tree(const Node& node, Edits& edits) { return Plain(true, edits).of(node); }

const Node* without_aliases(const Node& node, Edits& edits) { return Plain(false, edits).of(node); }

}  // namespace fairlead::kustomize
