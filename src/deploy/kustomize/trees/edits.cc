#include "deploy/kustomize/trees/edits.h"

#include <algorithm>

#include "tree/copied_tree.h"
#include "tree/scalar.h"
#include "tree/scalar_parts.h"

namespace fairlead::kustomize {

namespace {

/// What a made text costs besides its bytes: its runs, its origins, its place in the map.
constexpr std::size_t cost_of_text = 256;

}  // namespace

bool Edits::takes(std::size_t bytes) {
  is_exhausted_ = is_exhausted_ || bytes > left_;
  if (!is_exhausted_) left_ -= bytes;
  return !is_exhausted_;
}

const Node* Edits::mapping(std::span<const Entry> entries, const Node& like) {
  if (!takes(2 * entries.size() * sizeof(Node))) entries = {};
  std::vector<Node> nodes;
  nodes.reserve(2 * entries.size());
  for (const Entry& entry : entries) nodes.insert(nodes.end(), {*entry.key, *entry.value});
  return arena_.make<Node>(
      Node::mapping(like.style(), like.span(), arena_.copy(std::span<const Node>(nodes))));
}

const Node* Edits::sequence(std::span<const Node* const> items, const Node& like) {
  if (!takes(items.size() * sizeof(Node))) items = {};
  std::vector<Node> nodes;
  nodes.reserve(items.size());
  for (const Node* item : items) nodes.push_back(*item);
  return arena_.make<Node>(
      Node::sequence(like.style(), like.span(), arena_.copy(std::span<const Node>(nodes))));
}

const Node* Edits::with(const Node& map, std::string_view key, const Node& value, Span by) {
  std::vector<Entry> entries;
  bool found = false;
  for (const Entry& entry : map.entries()) {
    entries.push_back(entry);
    if (entry.key->text() != key) continue;
    entries.back().value = &value;
    found = true;
  }
  if (!found) entries.push_back({text(key, by), &value});
  return mapping(entries, map);
}

const Node* Edits::without(const Node& map, std::string_view key) {
  std::vector<Entry> entries;
  for (const Entry& entry : map.entries())
    if (entry.key->text() != key) entries.push_back(entry);
  return mapping(entries, map);
}

Span Edits::made(std::string_view text, Span by, OriginKind kind, const Node* before) {
  std::vector<Related> lost;
  if (before && before->span().is_place())
    lost.push_back({before->span(), Related::Kind::replaced});
  TextBuilder builder;
  builder.put(text, sources_.add_origin(by, kind, std::move(lost)), Copy::transformed);
  const auto size = static_cast<std::uint32_t>(text.size());
  return {sources_.add_made("made by kustomize", std::move(builder)), 0, size};
}

const Node* Edits::text(std::string_view text, Span by, const Node* before) {
  if (!takes(cost_of_text + text.size())) by = {};
  const std::string_view kept = arena_.copy(text);
  if (!by.is_place())
    return arena_.make<Node>(Node::scalar(Kind::string, Style::plain, Syntax::yaml, by, kept));
  const Span at = made(kept, by, OriginKind::interpolated, before);
  return arena_.make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, sources_.text(at)));
}

const Node* Edits::joined(std::span<const Piece> pieces) {
  if (!takes(cost_of_text)) return text({}, {});
  TextBuilder builder;
  for (const Piece& piece : pieces) {
    if (!piece.scalar) {
      const bool known = piece.because.is_place();
      std::vector<Related> more;
      for (const Span& each : piece.more) more.push_back({each, Related::Kind::also});
      builder.synthetic(
          piece.text,
          known ? sources_.add_origin(piece.because, OriginKind::interpolated, std::move(more))
                : OriginId::none);
      continue;
    }
    const Node& scalar = *piece.scalar;
    const std::size_t size = scalar.text().size();
    const auto from = static_cast<std::uint32_t>(std::min(piece.from, size));
    const auto to = static_cast<std::uint32_t>(std::min(piece.to, size));
    if (!takes(to - from)) break;
    if (!scalar.span().is_place()) {
      builder.synthetic(scalar.text().substr(from, to - from));
    } else if (piece.is_put_in) {
      const Span at = decoded_span(sources_, scalar, from, to);
      const std::string_view bytes = scalar.text().substr(from, to - from);
      builder.put(bytes, sources_.add_origin(at, OriginKind::interpolated),
                  sources_.text(at) == bytes ? Copy::verbatim : Copy::transformed);
    } else {
      builder.append(traced_scalar(sources_, scalar).done(arena_), from, to);
    }
  }
  const auto size = builder.size();
  const Span at{sources_.add_made("made by kustomize", std::move(builder)), 0, size};
  return arena_.make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, sources_.text(at)));
}

const Node* Edits::over(const Node& node, const Node* before) {
  if (!before || !before->span().is_place() || !node.span().is_place()) return &node;
  if (!takes(cost_of_text + node.span().size())) return &node;
  return copied_tree(node, OriginKind::chosen, {{before->span(), Related::Kind::replaced}},
                     sources_, arena_);
}

}  // namespace fairlead::kustomize
