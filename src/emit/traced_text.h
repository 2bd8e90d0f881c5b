#pragma once
#include <string_view>

#include "source/text_builder.h"

namespace fairlead::emit {

/// Adds to a text so that what is copied keeps its origin, and what is put in for something else
/// has the origin of that.
class TracedText {
 public:
  explicit TracedText(TextBuilder& out) : out_(out) {}

  /// Bytes that nobody wrote: quotes, indentation.
  void made(std::string_view bytes) { out_.synthetic(bytes); }
  /// The bytes of a value that was written somewhere.
  void value(std::string_view bytes, OriginId origin);
  /// The bytes [from, to) of a text.
  void copy(const BuiltText& text, std::size_t from, std::size_t to);
  /// Bytes that stand for the one at `at` of a text: its escape.
  void instead(const BuiltText& text, std::size_t at, std::string_view bytes);

 private:
  TextBuilder& out_;
};

/// The whole of what a text was made of as one text of other bytes, in `arena`.
BuiltText made_of(const BuiltText& text, std::string_view bytes, Arena& arena);

}  // namespace fairlead::emit
