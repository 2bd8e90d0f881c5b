#pragma once
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "deploy/compose/value/refusal.h"
#include "deploy/compose/value/value.h"
#include "source/source_map.h"

namespace fairlead::compose {

/// Makes scalars that nobody wrote as they are; each knows what it was made of.
class Maker {
 public:
  /// More values are not made of one project, and no longer texts.
  static constexpr std::size_t most_values = 400'000;
  static constexpr std::size_t most_bytes = 32u << 20;

  /// With `lenient`, what compose would refuse stays as it is, as far as may be.
  Maker(SourceMap& sources, Arena& arena, bool lenient = false)
      : sources_(sources), arena_(arena), lenient_(lenient) {}

  bool is_lenient() const { return lenient_; }
  /// Refuses a value, unless it may stay as it is.
  Refused refuse(std::string message, Span at) const {
    if (lenient_) return std::nullopt;
    return Refusal{Stage::load, std::move(message), at};
  }

  /// Notes that a guess stands for a variable, and where the variable is written.
  void guessed(Span at) { guesses_.push_back(at); }
  /// Whether what stands at `at` was made of a guess.
  bool is_guessed(Span at) const;

  SourceMap& sources() { return sources_; }
  Arena& arena() { return arena_; }

  /// Counts values and bytes that are to be made; why not, where they are too many.
  Refused take(std::size_t values, std::size_t bytes = 0);

  /// A scalar of a text.
  Value scalar(Kind kind, TextBuilder text);
  /// A text that compose puts in by itself because of `because`.
  Value constant(Kind kind, std::string_view text, const Value& because);
  /// The bytes [from, to) of a scalar's text.
  Value part(const Value& scalar, std::size_t from, std::size_t to);
  /// `name=value`, and the name alone where the value is null.
  Value pair(std::string_view name, const Node* key, const Value& value);
  /// The same text as another kind; of an integer in decimal digits.
  Value retyped(const Value& scalar, Kind kind, std::string_view text);
  /// A scalar that won against `loser`, which hangs on its origin.
  Value chosen(const Value& winner, const Value& loser);

  /// Puts a scalar's text to another.
  void put(const Value& scalar, TextBuilder& text);
  /// Puts a text to another that was made of `of` as a whole.
  void put_made(std::string_view bytes, const Value& of, TextBuilder& text);

 private:
  SourceMap& sources_;
  Arena& arena_;
  const bool lenient_;
  std::size_t values_ = 0, bytes_ = 0;
  std::vector<Span> guesses_;
};

}  // namespace fairlead::compose
