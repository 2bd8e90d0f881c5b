#include "deploy/flux/substitution/pattern.h"

#include <optional>

#include "gotemplate/strconv/runes.h"

namespace fairlead::flux {
namespace {

using gotemplate::Rune;
using gotemplate::rune_at;

/// A pattern's signs up to the next `*`.
struct Chunk {
  bool after_star = false;
  std::string_view signs;
};

Chunk take_chunk(std::string_view& pattern) {
  Chunk chunk;
  while (pattern.starts_with('*')) {
    chunk.after_star = true;
    pattern.remove_prefix(1);
  }
  bool in_class = false;
  std::size_t end = 0;
  for (; end < pattern.size(); ++end) {
    const char sign = pattern[end];
    if (sign == '\\' && end + 1 < pattern.size())
      ++end;
    else if (sign == '[')
      in_class = true;
    else if (sign == ']')
      in_class = false;
    else if (sign == '*' && !in_class)
      break;
  }
  chunk.signs = pattern.substr(0, end);
  pattern.remove_prefix(end);
  return chunk;
}

/// Fits the signs of a chunk to the begin of a text.
class ChunkMatch {
 public:
  ChunkMatch(std::string_view signs, std::string_view text) : signs_(signs), text_(text) {}

  Matched run() {
    while (!signs_.empty()) {
      if (text_.empty()) return Matched::no;
      const Matched one = step();
      if (one != Matched::yes) return one;
    }
    return Matched::yes;
  }
  /// What is left of the text where it fits.
  std::string_view rest() const { return text_; }

 private:
  Matched step() {
    switch (signs_.front()) {
      case '[':
        return character_class();
      case '?':
        signs_.remove_prefix(1);
        text_.remove_prefix(rune_at(text_, 0).size);
        return Matched::yes;
      case '\\':
        signs_.remove_prefix(1);
        if (signs_.empty()) return Matched::ill_formed;
        break;
      default:
        break;
    }
    if (signs_.front() != text_.front()) return Matched::no;
    signs_.remove_prefix(1);
    text_.remove_prefix(1);
    return Matched::yes;
  }

  Matched character_class() {
    const Rune rune = rune_at(text_, 0);
    text_.remove_prefix(rune.size);
    signs_.remove_prefix(1);
    const bool negated = signs_.starts_with('^');
    if (negated) signs_.remove_prefix(1);
    bool is_in = false;
    for (int ranges = 0; ranges == 0 || !signs_.starts_with(']'); ++ranges) {
      const std::optional<char32_t> low = member();
      std::optional<char32_t> high = low;
      if (low && signs_.front() == '-') {
        signs_.remove_prefix(1);
        high = member();
      }
      if (!high) return Matched::ill_formed;
      is_in = is_in || (*low <= rune.value && rune.value <= *high);
    }
    signs_.remove_prefix(1);
    return is_in != negated ? Matched::yes : Matched::no;
  }

  /// One character of a class; nothing where it may not stand there or ends the pattern.
  std::optional<char32_t> member() {
    if (signs_.empty() || signs_.front() == '-' || signs_.front() == ']') return {};
    if (signs_.front() == '\\') signs_.remove_prefix(1);
    const Rune rune = rune_at(signs_, 0);
    signs_.remove_prefix(rune.size);
    if (rune.size == 0 || rune.is_bad() || signs_.empty()) return {};
    return rune.value;
  }

  std::string_view signs_, text_;
};

}  // namespace

Matched matches(std::string_view pattern, std::string_view text) {
  while (!pattern.empty()) {
    const Chunk chunk = take_chunk(pattern);
    if (chunk.after_star && chunk.signs.empty()) return Matched::yes;
    // Behind a star the first place that fits is taken for good.
    bool fits = false;
    for (std::size_t from = 0; from <= text.size(); ++from) {
      ChunkMatch match(chunk.signs, text.substr(from));
      const Matched here = match.run();
      if (here == Matched::ill_formed) return here;
      fits = here == Matched::yes && (match.rest().empty() || !pattern.empty());
      if (fits) text = match.rest();
      if (fits || !chunk.after_star) break;
    }
    if (!fits) return Matched::no;
  }
  return text.empty() ? Matched::yes : Matched::no;
}

}  // namespace fairlead::flux
