#include "deploy/compose/value/nodes.h"

namespace fairlead::compose {
namespace {

Node made(const Value& value, Arena& arena) {
  if (value.is_scalar())
    return value.node ? *value.node
                      : Node::scalar(Kind::null, Style::plain, Syntax::yaml, Span{}, {});
  std::vector<Node> children;
  for (const Value& item : value.items) children.push_back(made(item, arena));
  for (const auto* field : in_order(value.fields)) {
    const Node* key = field->second.key;
    children.push_back(key ? *key
                           : Node::scalar(Kind::string, Style::plain, Syntax::yaml, Span{},
                                          arena.copy(std::string_view(field->first))));
    children.push_back(made(field->second.value, arena));
  }
  const std::span<const Node> kept = arena.copy(std::span<const Node>(children));
  return value.is_sequence() ? Node::sequence(Style::block, value.span(), kept)
                             : Node::mapping(Style::block, value.span(), kept);
}

}  // namespace

const Node* node_of(const Value& value, Arena& arena) {
  return arena.make<Node>(made(value, arena));
}

}  // namespace fairlead::compose
