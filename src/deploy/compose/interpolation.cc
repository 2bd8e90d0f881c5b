#include "deploy/compose/interpolation.h"

#include "base/text.h"
#include "deploy/compose/template.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// Words in words are followed this far.
constexpr int deepest = 32;
/// More pieces are not kept of one text.
constexpr std::size_t most_pieces = 100'000;

}  // namespace

Interpolation::Interpolation(const File* env, SourceMap& sources, Arena& arena)
    : sources_(sources), arena_(arena) {
  if (env) set_variables(*env);
}

/// Each line sees the variables of those above it, unless it stands in single quotes.
void Interpolation::set_variables(const File& env) {
  for (const Entry& entry : first_root(env).entries()) {
    const Ref value(entry.value);
    if (!value.present()) continue;  // the shell's
    Draft draft;
    draft.first = value->span();
    const Span at = bytes_of(*value);
    const bool literal =
        value->style() == Style::single_quoted || contains(sources_.text(value->span()), "\\$");
    if (literal)
      put(value.text(), at, draft);
    else
      substitute(value.text(), at, 0, draft);
    if (cut_) return;
    variables_[entry.key->text()] = std::move(draft);
  }
}

void Interpolation::put(std::string_view text, Span at, Draft& draft) {
  if (draft.first == Span{}) draft.first = at;
  if (text.empty()) return;
  if (text.size() > left_ || draft.pieces.size() >= most_pieces) {
    cut_ = true;
    return;
  }
  left_ -= text.size();
  draft.pieces.push_back({static_cast<std::uint32_t>(draft.text.size()),
                          sources_.add_origin({at, OriginKind::embedded}),
                          text.size() == at.size() ? Copy::verbatim : Copy::transformed});
  draft.text += text;
}

void Interpolation::put(const Draft& value, Draft& draft) {
  if (draft.first == Span{}) draft.first = value.first;
  if (value.text.size() > left_ || draft.pieces.size() + value.pieces.size() > most_pieces) {
    cut_ = true;
    return;
  }
  left_ -= value.text.size();
  for (Piece piece : value.pieces) {
    piece.at += static_cast<std::uint32_t>(draft.text.size());
    draft.pieces.push_back(piece);
  }
  draft.text += value.text;
}

void Interpolation::substitute(std::string_view text, Span at, int depth, Draft& draft) {
  for (const TemplatePart& part : template_parts(text)) {
    const Span written = at.part(part.begin, part.end);
    if (part.kind == TemplatePart::Kind::dollar) {
      put("$", written, draft);
      draft.replaced = true;
    } else if (part.kind == TemplatePart::Kind::variable && !cut_ &&
               replace(text, part, at, depth, draft)) {
      draft.replaced = true;
    } else {
      put(text.substr(part.begin, part.end - part.begin), written, draft);
    }
  }
}

bool Interpolation::replace(std::string_view text, const TemplatePart& part, Span at, int depth,
                            Draft& draft) {
  const auto place = variables_.find(part.name);
  const Draft* value = place == variables_.end() ? nullptr : &place->second;
  const bool given = value && !(part.needs_text && value->text.empty());
  const bool takes_word = part.use == (given ? VariableUse::instead : VariableUse::otherwise);
  if (takes_word) {
    if (depth >= deepest) return false;
    const Span word = at.part(part.word_begin, part.word_end);
    if (draft.first == Span{}) draft.first = word;
    substitute(text.substr(part.word_begin, part.word_end - part.word_begin), word, depth + 1,
               draft);
    return true;
  }
  if (!value || (part.use == VariableUse::required && !given)) return false;
  put(*value, draft);
  return true;
}

/// The bytes of a scalar's decoded text, one to one: as they are written, or a made text of them.
Span Interpolation::bytes_of(const Node& scalar) {
  const std::string_view text = scalar.text();
  const Span inner = decoded_span(sources_, scalar, 0, text.size());
  if (inner.size() == text.size() && sources_.text(inner) == text) return inner;
  return {embed(sources_, scalar, "compose"), 0, static_cast<std::uint32_t>(text.size())};
}

const Node* Interpolation::tree(const Node* node) {
  const Node* resolved = node ? node->resolved() : nullptr;
  if (!resolved) return node;
  const auto [place, first] = made_.try_emplace(resolved, resolved);
  if (first) {
    const Node* made = resolved->is_scalar() ? scalar(*resolved) : collection(*resolved);
    made_[resolved] = made;
    return made == resolved ? node : made;
  }
  return place->second == resolved ? node : place->second;
}

const Node* Interpolation::scalar(const Node& node) {
  if (!contains(node.text(), "$")) return &node;
  Draft draft;
  substitute(node.text(), bytes_of(node), 0, draft);
  if (!draft.replaced || cut_) return &node;
  if (draft.pieces.empty()) {
    const Span first = draft.first == Span{} ? node.span() : draft.first;
    draft.pieces.push_back(
        {0, sources_.add_origin({first, OriginKind::embedded}), Copy::transformed});
  }
  const auto size = static_cast<std::uint32_t>(draft.text.size());
  const Span at{sources_.add_made("compose", std::move(draft.text), std::move(draft.pieces)), 0,
                size};
  return arena_.make<Node>(Node::scalar(Kind::string, Style::plain, at, sources_.text(at)));
}

const Node* Interpolation::collection(const Node& node) {
  bool changed = false;
  if (node.is_sequence()) {
    std::vector<const Node*> items;
    for (const Node* item : node.items()) {
      items.push_back(tree(item));
      changed = changed || items.back() != item;
    }
    if (!changed) return &node;
    const std::span<const Node* const> view = items;
    return arena_.make<Node>(Node::sequence(node.style(), node.span(), arena_.copy(view)));
  }
  std::vector<Entry> entries;
  for (const Entry& entry : node.entries()) {
    entries.push_back({entry.key, tree(entry.value)});
    changed = changed || entries.back().value != entry.value;
  }
  if (!changed) return &node;
  const std::span<const Entry> view = entries;
  return arena_.make<Node>(Node::mapping(node.style(), node.span(), arena_.copy(view)));
}

}  // namespace fairlead
