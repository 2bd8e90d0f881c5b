#include "tree/copied_tree.h"

namespace fairlead {
namespace {

/// The bytes of a node, and the line breaks behind it, which belong to a block scalar's text.
Span written(const SourceMap& sources, Span at) {
  const std::string_view text = sources.text(at.source);
  while (at.end < text.size() && (text[at.end] == '\n' || text[at.end] == '\r')) ++at.end;
  return at;
}

/// Makes the nodes anew whose bytes lie in `from`, as far from the begin of `to` as they are from
/// its.
class Copier {
 public:
  Copier(Span from, SourceId to, Arena& arena) : from_(from), to_(to), arena_(arena) {}

  Node tree(const Node& node) {
    const Span span = node.span();
    if (!from_.contains(span)) return node;
    const Span at{to_, span.begin - from_.begin, span.end - from_.begin};
    if (node.kind() == Kind::alias) return Node::alias(at, node.resolved());
    if (node.is_scalar())
      return Node::scalar(node.kind(), node.style(), node.syntax(), at, node.text());
    std::vector<Node> children;
    for (const Node* item : node.items()) children.push_back(tree(*item));
    for (const Entry& entry : node.entries())
      children.insert(children.end(), {tree(*entry.key), tree(*entry.value)});
    const std::span<const Node> kept = arena_.copy(std::span<const Node>(children));
    return node.is_sequence() ? Node::sequence(node.style(), at, kept)
                              : Node::mapping(node.style(), at, kept);
  }

 private:
  const Span from_;
  const SourceId to_;
  Arena& arena_;
};

}  // namespace

const Node* copied_tree(const Node& node, OriginKind kind, std::vector<Related> more,
                        SourceMap& sources, Arena& arena) {
  if (!node.span().is_place()) return &node;
  const Span from = written(sources, node.span());
  TextBuilder text;
  text.put(sources.text(from), sources.add_origin(from, kind, std::move(more)), Copy::verbatim);
  const SourceId made = sources.add_made(sources.name(from.source), std::move(text));
  return arena.make<Node>(Copier(from, made, arena).tree(node));
}

}  // namespace fairlead
