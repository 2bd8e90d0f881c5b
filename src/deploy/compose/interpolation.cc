#include "deploy/compose/interpolation.h"

#include "base/text.h"
#include "deploy/compose/variables/template.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// Words in words are followed this far.
constexpr int deepest = 32;
/// More runs are not kept of one text.
constexpr std::size_t most_runs = 100'000;

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
    draft.kind = OriginKind::interpolated;
    const Span at = decoded_bytes(sources_, *value, "compose");
    const bool literal =
        value->style() == Style::single_quoted || contains(sources_.text(value->span()), "\\$");
    if (literal)
      put(value.text(), at, draft);
    else
      substitute(value.text(), at, 0, draft);
    if (cut_) return;
    variables_[entry.key->text()] = {draft.text.done(arena_), draft.first};
  }
}

bool Interpolation::takes(std::size_t bytes, std::size_t runs, const Draft& draft) {
  if (bytes > left_ || draft.text.run_count() + runs > most_runs) {
    cut_ = true;
    return false;
  }
  left_ -= bytes;
  return true;
}

void Interpolation::put(std::string_view text, Span at, Draft& draft) {
  if (!draft.first.is_place()) draft.first = at;
  if (text.empty() || !takes(text.size(), 1, draft)) return;
  draft.text.put(text, sources_.add_origin(at, draft.kind),
                 text.size() == at.size() ? Copy::verbatim : Copy::transformed, 0, draft.frame);
}

void Interpolation::put(const Variable& value, Draft& draft) {
  if (!draft.first.is_place()) draft.first = value.at;
  if (takes(value.text.size, value.text.run_count, draft))
    draft.text.append(value.text, 0, value.text.size);
}

void Interpolation::put_word(std::string_view word, Span at, const Variable* because, int depth,
                             Draft& draft) {
  if (!draft.first.is_place()) draft.first = at;
  const OriginKind kind = std::exchange(draft.kind, OriginKind::interpolated);
  const FrameId frame = draft.frame;
  if (because) {
    const OriginId subject = sources_.add_origin(because->at, OriginKind::interpolated);
    draft.frame = sources_.add_frame({frame, OriginId::none, subject});
  }
  substitute(word, at, depth + 1, draft);
  draft.kind = kind;
  draft.frame = frame;
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
  const Variable* value = place == variables_.end() ? nullptr : &place->second;
  const bool given = value && !(part.needs_text && value->text.size == 0);
  const bool takes_word = part.use == (given ? VariableUse::instead : VariableUse::otherwise);
  if (takes_word) {
    if (depth >= deepest) return false;
    put_word(text.substr(part.word_begin, part.word_end - part.word_begin),
             at.part(part.word_begin, part.word_end), given ? value : nullptr, depth, draft);
    return true;
  }
  if (!value || (part.use == VariableUse::required && !given)) return false;
  put(*value, draft);
  return true;
}

namespace {

/// What an anchor's value shares with its copy for those who refer to it; null where a node holds
/// nothing to replace.
const void* content_of(const Node& node) {
  if (node.is_scalar()) return contains(node.text(), "$") ? node.text().data() : nullptr;
  if (node.is_sequence()) return node.items().empty() ? nullptr : node.items()[0];
  return node.entries().empty() ? nullptr : node.entries()[0].key;
}

}  // namespace

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
  Draft draft;
  substitute(node.text(), decoded_bytes(sources_, node, "compose"), 0, draft);
  if (!draft.replaced || cut_) return &node;
  if (draft.text.run_count() == 0) {
    const Span first = draft.first.is_place() ? draft.first : node.span();
    draft.text.put("", sources_.add_origin(first, OriginKind::interpolated), Copy::transformed);
  }
  const std::uint32_t size = draft.text.size();
  const Span at{sources_.add_made("compose", std::move(draft.text)), 0, size};
  return arena_.make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, sources_.text(at)));
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
  const std::span<const Node> kept = arena_.copy(std::span<const Node>(children));
  return arena_.make<Node>(node.is_sequence() ? Node::sequence(node.style(), node.span(), kept)
                                              : Node::mapping(node.style(), node.span(), kept));
}

}  // namespace fairlead
