#include "deploy/compose/interpolation.h"

#include "base/text.h"
#include "deploy/compose/variables/dotenv.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// What an anchor's value shares with its copy for those who refer to it; null where a node holds
/// nothing to replace.
const void* content_of(const Node& node) {
  if (node.is_scalar()) return contains(node.text(), "$") ? node.text().data() : nullptr;
  if (node.is_sequence()) return node.items().empty() ? nullptr : node.items()[0];
  return node.entries().empty() ? nullptr : node.entries()[0].key;
}

}  // namespace

Interpolation::Interpolation(const File* env, SourceMap& sources, Arena& arena)
    : maker_(sources, arena, true),
      substitution_(
          maker_,
          [this](std::string_view name) -> const compose::Variable* {
            const auto found = variables_.find(name);
            return found == variables_.end() ? nullptr : &found->second;
          },
          compose::Unset::stays) {
  if (!env || env->source == SourceId::none) return;
  // What stands above a line that compose refuses counts all the same.
  if (compose::read_dotenv(env->source, {}, compose::Unset::stays, variables_, maker_)) refused();
}

const Node* Interpolation::tree(const Node* node) {
  const Node* resolved = node ? node->resolved() : nullptr;
  if (!resolved) return node;
  const void* content = content_of(*resolved);
  if (!content) return node;
  if (const auto made = made_.find(content); made != made_.end())
    return made->second ? made->second : node;
  const Node* made = resolved->is_scalar() ? scalar(*resolved) : collection(*resolved);
  made_[content] = made == resolved ? nullptr : made;
  return made == resolved ? node : made;
}

const Node* Interpolation::scalar(const Node& node) {
  TextBuilder made;
  const Span at = decoded_bytes(maker_.sources(), node, "compose");
  if (substitution_.put(node.text(), at, made)) {
    refused();
    return &node;
  }
  if (made.text() == node.text()) return &node;
  return maker_.scalar(Kind::string, std::move(made)).node;
}

const Node* Interpolation::collection(const Node& node) {
  bool changed = false;
  std::vector<Node> children;
  const auto put = [&](const Node* child) {
    const Node* made = tree(child);
    changed = changed || made != child;
    children.push_back(*made);
  };
  for (const Node* item : node.items()) put(item);
  for (const Entry& entry : node.entries()) {
    children.push_back(*entry.key);
    put(entry.value);
  }
  if (!changed) return &node;
  const std::span<const Node> kept = maker_.arena().copy(std::span<const Node>(children));
  return maker_.arena().make<Node>(node.is_sequence()
                                       ? Node::sequence(node.style(), node.span(), kept)
                                       : Node::mapping(node.style(), node.span(), kept));
}

}  // namespace fairlead
