#include "facts/compose/compose_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "shell/compose_words.h"
#include "tree/scalar.h"

namespace fairlead {

Ref ComposeText::node(Span at) {
  return arena_.make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, sources_.text(at)));
}

Ref ComposeText::part(Ref scalar, std::size_t from, std::size_t to) {
  return node(decoded_bytes(sources_, *scalar, "compose").part(from, to));
}

std::vector<Ref> ComposeText::words(Ref scalar) {
  if (!scalar.present() || scalar.text().empty()) return {};
  const std::string_view text = scalar.text();
  const std::vector<ComposeWord> words = compose_words(text).value_or(std::vector<ComposeWord>());
  if (words.size() > most_words) {
    gaps_.push_back({"", scalar->span(), "a command line",
                     fmt::format("it has {} words, more than anybody writes", words.size())});
    return {};
  }
  // One text for all, with an end behind each, so that an empty one has a place of its own.
  const Span at = decoded_bytes(sources_, *scalar, "compose");
  TextBuilder made;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (auto [word, begin, end] : words) {
    // Of a word in quotes its inside, where that is what it says.
    if (begin + 1 < end && text.substr(begin + 1, end - begin - 2) == word) ++begin, --end;
    places.emplace_back(made.size(), made.size() + word.size());
    const OriginId origin = sources_.add_origin(at.part(begin, end), OriginKind::joined);
    const bool same = text.substr(begin, end - begin) == word;
    made.put(word, origin, same ? Copy::verbatim : Copy::transformed);
    made.synthetic("\n", origin);
  }
  if (places.empty()) return {};
  const SourceId source = sources_.add_made("compose", std::move(made));
  std::vector<Ref> found;
  for (const auto& [begin, end] : places) found.push_back(node(Span{source}.part(begin, end)));
  return found;
}

}  // namespace fairlead
