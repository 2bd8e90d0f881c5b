#pragma once
#include <optional>
#include <string_view>

#include "source/source_map.h"
#include "tree/node.h"
#include "tree/scalar.h"

namespace fairlead {

/// A text that somebody wrote, with the way from its bytes to theirs: a scalar's decoded text, or
/// (base64) a made text.
struct WrittenText {
  std::string_view value;
  const Node* node = nullptr;  ///< the scalar it was written as; null for a made text
  Span made;                   ///< the bytes in a made text, where node is null

  explicit operator bool() const { return node != nullptr || !made.empty(); }
  /// The place of the bytes [from, to) of `value`.
  Span span(const SourceMap& sources, std::size_t from, std::size_t to) const;
  /// The place of the whole.
  Span span() const;
};

/// WrittenText::span for many parts of one text, which is read once.
class TextSpans {
 public:
  /// `sources` must outlive it.
  TextSpans(const SourceMap& sources, const WrittenText& text) : made_(text.made) {
    if (text.node) decoded_.emplace(sources, *text.node);
  }
  Span at(std::size_t from, std::size_t to) {
    return decoded_ ? decoded_->at(from, to) : made_.part(from, to);
  }

 private:
  std::optional<DecodedSpans> decoded_;
  Span made_;
};

/// The text of a scalar; an empty WrittenText for anything else.
WrittenText text_of(Ref scalar);

}  // namespace fairlead
