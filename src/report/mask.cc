#include "report/mask.h"

#include <algorithm>

#include "base/text.h"
#include "report/inert.h"

namespace fairlead {
namespace {

/// Whether a credential can be told from a word: `password` or `postgres` stand in too many
/// sentences. Its own place is masked all the same.
bool is_telling(std::string_view text) {
  constexpr std::size_t longest_word = 12;
  if (text.size() < KnownTexts::shortest) return false;
  return text.size() > longest_word ||
         !std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// A marked scalar has its quotes, which are not repeated elsewhere.
std::string_view without_quotes(std::string_view text) {
  text = trimmed(text);
  const bool quoted = text.size() > 2 && (text.front() == '"' || text.front() == '\'') &&
                      text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// The passwords of `//user:password@`, wherever a text holds one that no reader saw.
void add_passwords(std::string_view text, std::vector<Range>& found) {
  for (auto at = text.find("://"); at != std::string_view::npos; at = text.find("://", at)) {
    at += 3;
    const std::string_view authority =
        text.substr(at, std::min(text.find_first_of("/ \t\r\n\"'<>", at), text.size()) - at);
    const auto sign = authority.rfind('@');
    const auto colon = authority.find(':');
    if (sign == std::string_view::npos || colon == std::string_view::npos || colon + 1 >= sign)
      continue;
    // A variable is no password.
    if (authority[colon + 1] != '$') found.push_back({at + colon + 1, at + sign});
  }
}

}  // namespace

Mask::Mask(const SourceMap& sources) : sources_(sources) {
  for (const Span& span : sources.secrets()) marked_[span.source].push_back({span.begin, span.end});
  for (const std::string& text : sources.secret_texts()) {
    // Lines of a longer credential may be repeated with another indentation.
    for (const std::string_view line : split(without_quotes(text), '\n')) {
      if (is_telling(trimmed(line))) texts_.add(trimmed(line));
    }
  }
}

std::vector<Range> Mask::found_in(std::string_view text) const {
  std::vector<Range> found = texts_.find(text);
  add_passwords(text, found);
  return found;
}

std::string Mask::words(std::string_view text) const {
  std::string result;
  std::size_t at = 0;
  for (const Range& range : merged(found_in(text))) {
    result += text.substr(at, range.begin - at);
    result += stars;
    at = range.end;
  }
  result += text.substr(at);
  return well_formed(result);
}

std::vector<Span> Mask::hidden(Span span) const {
  const auto [whole, added] = hidden_.try_emplace(span.source);
  if (added) {
    std::vector<Range> found = found_in(sources_.text(span.source));
    const auto marked = marked_.find(span.source);
    if (marked != marked_.end())
      found.insert(found.end(), marked->second.begin(), marked->second.end());
    whole->second = merged(std::move(found));
  }
  std::vector<Span> result;
  auto range = std::ranges::upper_bound(whole->second, span.begin, {}, &Range::end);
  for (; range != whole->second.end() && range->begin < span.end; ++range) {
    const std::size_t begin = std::max<std::size_t>(range->begin, span.begin);
    const std::size_t end = std::min<std::size_t>(range->end, span.end);
    result.push_back(span.part(begin - span.begin, end - span.begin));
  }
  return result;
}

std::string Mask::source(Span span) const {
  std::string text;
  std::uint32_t at = span.begin;
  for (const Span& part : hidden(span)) {
    text += sources_.text({span.source, at, part.begin});
    text += stars;
    at = part.end;
  }
  text += sources_.text({span.source, at, span.end});
  return well_formed(text);
}

bool Mask::can_show(const Fix& fix) const {
  return std::ranges::all_of(
      fix.edits, [&](const Edit& edit) { return words(edit.replacement) == edit.replacement; });
}

}  // namespace fairlead
  if (span.begin == 0) span = span.part(byte_order_mark(sources_.text(span)), span.size());
