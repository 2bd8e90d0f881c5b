#pragma once
#include <functional>
#include <string_view>

#include "deploy/compose/variables/environment.h"
#include "deploy/compose/variables/template.h"

namespace fairlead::compose {

/// What stands for a variable that nobody sets.
enum class Unset : std::uint8_t {
  empty,   ///< nothing, as compose has it
  stays,   ///< the text as it is written: a shell may set it
  one,     ///< `1`: a guess, to see what is so whatever a shell sets (Maker::guesses)
  number,  ///< the same; a number of its own for each variable
};

/// Puts the values of variables into texts.
class Substitution {
 public:
  /// Null for a variable that is not set. What it gives must live until the text is put together.
  using Lookup = std::function<const Variable*(std::string_view)>;

  /// `kind` is what the text itself is, beside what is put into it.
  Substitution(Maker& maker, Lookup lookup, Unset unset, OriginKind kind = OriginKind::embedded)
      : maker_(maker), lookup_(std::move(lookup)), unset_(unset), kind_(kind) {}

  /// Puts `text`, which stands at `at` byte for byte, to `out`.
  Refused put(std::string_view text, Span at, TextBuilder& out);

 private:
  Refused parts(std::string_view text, Span at, int depth, TextBuilder& out);
  Refused variable(std::string_view text, const TemplatePart& part, Span at, int depth,
                   TextBuilder& out);
  void copy(std::string_view text, Span at, TextBuilder& out);
  void guess(std::string_view name, Span at, TextBuilder& out);

  Maker& maker_;
  Lookup lookup_;
  Unset unset_;
  OriginKind kind_;                // of what is put next
  FrameId frame_ = FrameId::none;  // under what it stands
  Span first_;                     // what the first part was made of, be it empty
};

}  // namespace fairlead::compose
