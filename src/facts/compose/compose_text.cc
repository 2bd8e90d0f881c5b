#include "facts/compose/compose_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "shell/compose_words.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// Where the `}` of a `${` is, counting those inside.
std::size_t closing(std::string_view text, std::size_t from) {
  int depth = 1;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return text.npos;
}

}  // namespace

ComposeText::ComposeText(Model& model, SourceMap& sources, const File* env)
    : model_(model), sources_(sources) {
  if (!env) return;
  for (const Entry& entry : first_root(*env).entries()) {
    if (const Ref value(entry.value); value.present()) env_[entry.key->text()] = value.node();
  }
}

void ComposeText::add_piece(Span at, Copy copy, Draft& draft) {
  const OriginId origin = sources_.add_origin({at, OriginKind::embedded});
  draft.pieces.push_back({static_cast<std::uint32_t>(draft.text.size()), origin, copy});
}

void ComposeText::add(std::string_view text, Span at, Draft& draft) {
  if (draft.first == Span{}) draft.first = at;
  if (text.empty()) return;
  add_piece(at, text.size() == at.size() ? Copy::verbatim : Copy::transformed, draft);
  draft.text += text;
}

Span ComposeText::bytes_of(const Node& scalar) {
  const std::string_view text = scalar.text();
  Span inner = decoded_span(sources_, scalar, 0, text.size());
  if (inner.size() == text.size() && sources_.text(inner) == text) return inner;
  return {embed(sources_, scalar, "compose"), 0, static_cast<std::uint32_t>(text.size())};
}

Span ComposeText::made(Draft draft) {
  if (draft.pieces.empty()) add_piece(draft.first, Copy::transformed, draft);
  const auto size = static_cast<std::uint32_t>(draft.text.size());
  return {sources_.add_made("compose", std::move(draft.text), std::move(draft.pieces)), 0, size};
}

Ref ComposeText::node(Span at) {
  return model_.arena.make<Node>(Node::scalar(Kind::string, Style::plain, at, sources_.text(at)));
}

std::optional<ComposeText::Part> ComposeText::replacement(std::string_view inner, Span at) const {
  const auto end = inner.find_first_of(":-?+");
  if (const auto given = env_.find(inner.substr(0, end)); given != env_.end())
    return Part{given->second->text(), given->second->span()};
  if (end == inner.npos) return std::nullopt;
  const std::size_t dash = inner[end] == ':' ? end + 1 : end;
  if (dash >= inner.size() || inner[dash] != '-') return std::nullopt;
  const std::string_view otherwise = inner.substr(dash + 1);
  if (contains(otherwise, "$")) return std::nullopt;
  return Part{otherwise, at.part(dash + 1, inner.size())};
}

void ComposeText::substitute(std::string_view text, Span at, Draft& draft) {
  std::size_t copied = 0;
  const auto copy_to = [&](std::size_t end) {
    if (end > copied) add(text.substr(copied, end - copied), at.part(copied, end), draft);
    copied = end;
  };
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '$') continue;
    if (text[i + 1] == '$') {
      copy_to(i + 1);
      copied = i += 2;
      --i;
      continue;
    }
    if (text[i + 1] != '{') continue;
    const std::size_t end = closing(text, i + 2);
    if (end == text.npos) break;
    if (const auto known = replacement(text.substr(i + 2, end - i - 2), at.part(i + 2, end))) {
      copy_to(i);
      add(known->text, known->at, draft);
      copied = end + 1;
    }
    i = end;
  }
  copy_to(text.size());
}

Ref ComposeText::value(Ref scalar, std::size_t from) {
  if (!scalar.present() || !scalar->is_scalar()) return scalar;
  const std::string_view text = scalar.text();
  if (from == 0 && !contains(text, "$")) return scalar;
  Draft draft;
  substitute(text.substr(from), bytes_of(*scalar).part(from, text.size()), draft);
  if (draft.first == Span{}) draft.first = scalar->span();
  return node(made(std::move(draft)));
}

Ref ComposeText::head(Ref scalar, std::size_t length) {
  Draft draft;
  add(scalar.text().substr(0, length), bytes_of(*scalar).part(0, length), draft);
  return node(made(std::move(draft)));
}

std::vector<Ref> ComposeText::words(Ref scalar) {
  const Ref whole = value(scalar);
  if (!whole.present() || whole.text().empty()) return {};
  const std::string_view text = whole.text();
  const std::vector<ComposeWord> words = compose_words(text).value_or(std::vector<ComposeWord>());
  if (words.size() > most_words) {
    model_.gaps.push_back({"", scalar->span(), "a command line",
                           fmt::format("it has {} words, more than anybody writes", words.size())});
    return {};
  }
  // One text for all, with an end behind each, so that an empty one has a place of its own.
  const Span at = bytes_of(*whole);
  Draft draft;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (auto [word, begin, end] : words) {
    // Of a word in quotes its inside, where that is what it says.
    if (begin + 1 < end && text.substr(begin + 1, end - begin - 2) == word) ++begin, --end;
    places.emplace_back(draft.text.size(), draft.text.size() + word.size());
    const bool same = text.substr(begin, end - begin) == word;
    add_piece(at.part(begin, end), same ? Copy::verbatim : Copy::transformed, draft);
    draft.text += word;
    add_piece({}, Copy::synthetic, draft);
    draft.text += '\n';
  }
  const Span made_at = made(std::move(draft));
  std::vector<Ref> found;
  for (const auto& [begin, end] : places) found.push_back(node(made_at.part(begin, end)));
  return found;
}

}  // namespace fairlead
