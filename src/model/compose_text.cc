#include "model/compose_text.h"

#include "base/text.h"
#include "model/compose_words.h"
#include "resource/kustomization.h"
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

Ref ComposeText::made(const std::vector<Part>& parts) {
  std::string text;
  std::vector<Piece> pieces;
  for (const Part& part : parts) {
    if (part.text.empty()) continue;
    const OriginId origin = sources_.add_origin({part.at, OriginKind::embedded});
    pieces.push_back({static_cast<std::uint32_t>(text.size()), origin,
                      part.verbatim ? Copy::verbatim : Copy::transformed});
    text += part.text;
  }
  if (pieces.empty() && !parts.empty()) {
    const OriginId origin = sources_.add_origin({parts.front().at, OriginKind::embedded});
    pieces.push_back({0, origin, Copy::transformed});
  }
  const auto size = static_cast<std::uint32_t>(text.size());
  const SourceId source = sources_.add_made("compose", std::move(text), std::move(pieces));
  const Span at{source, 0, size};
  return model_.arena.make<Node>(
      Node::scalar(Kind::string, Style::plain, at, sources_.text(source)));
}

bool ComposeText::replacement(const Node& scalar, std::size_t at, std::string_view inner,
                              std::vector<Part>& parts) {
  const auto end = inner.find_first_of(":-?+");
  const std::string_view name = inner.substr(0, end);
  if (env_) {
    const Ref given = first_root(*env_)[name];
    if (given.present()) {
      parts.push_back({std::string(given.text()), given.span(), given->style() == Style::plain});
      return true;
    }
  }
  if (end == inner.npos) return false;
  const std::size_t dash = inner[end] == ':' ? end + 1 : end;
  if (dash >= inner.size() || inner[dash] != '-') return false;
  const std::string_view otherwise = inner.substr(dash + 1);
  if (contains(otherwise, "$")) return false;
  const std::size_t begin = at + dash + 1;
  parts.push_back({std::string(otherwise),
                   decoded_span(sources_, scalar, begin, begin + otherwise.size()), true});
  return true;
}

void ComposeText::substitute(const Node& scalar, std::size_t from, std::vector<Part>& parts) {
  const std::string_view text = scalar.text();
  std::size_t copied = from;
  const auto copy_to = [&](std::size_t end) {
    if (end <= copied) return;
    parts.push_back({std::string(text.substr(copied, end - copied)),
                     decoded_span(sources_, scalar, copied, end), true});
  };
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
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
    std::vector<Part> made_here;
    if (replacement(scalar, i + 2, text.substr(i + 2, end - i - 2), made_here)) {
      copy_to(i);
      parts.insert(parts.end(), made_here.begin(), made_here.end());
      copied = end + 1;
    }
    i = end;
  }
  copy_to(text.size());
}

Ref ComposeText::value(Ref scalar, std::size_t from) {
  if (!scalar.present() || !scalar->is_scalar()) return scalar;
  if (from == 0 && !contains(scalar.text(), "$")) return scalar;
  std::vector<Part> parts;
  substitute(*scalar, from, parts);
  if (parts.empty()) parts.push_back({"", scalar->span(), false});
  return made(parts);
}

Ref ComposeText::head(Ref scalar, std::size_t length) {
  return made({{std::string(scalar.text().substr(0, length)),
                decoded_span(sources_, *scalar, 0, length), true}});
}

std::vector<Ref> ComposeText::words(Ref scalar) {
  const Ref whole = value(scalar);
  const std::string_view text = whole.text();
  std::vector<Ref> found;
  const auto add = [&](std::string word, std::size_t begin, std::size_t end) {
    // Of a word in quotes its inside, where that is what it says.
    if (begin + 1 < end && text.substr(begin + 1, end - begin - 2) == word) ++begin, --end;
    const bool same = word.size() == end - begin;
    found.push_back(made({{std::move(word), decoded_span(sources_, *whole, begin, end), same}}));
  };
  for (ComposeWord& word : compose_words(text).value_or(std::vector<ComposeWord>()))
    add(std::move(word.text), word.begin, word.end);
  return found;
}

}  // namespace fairlead
