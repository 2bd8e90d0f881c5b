#pragma once
#include <string_view>

#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// A text that somebody wrote, with the way from its bytes to theirs: a scalar's decoded text, or
/// (base64) a made text.
struct Text {
  std::string_view value;
  const Node* node = nullptr;  ///< the scalar it was written as; null for a made text
  Span made;                   ///< the bytes in a made text, where node is null

  explicit operator bool() const { return node != nullptr || !made.empty(); }
  /// The place of the bytes [from, to) of `value`.
  Span span(const SourceMap& sources, std::size_t from, std::size_t to) const;
  /// The place of the whole.
  Span span() const;
};

/// The text of a scalar; an empty Text for anything else.
Text text_of(Ref scalar);

}  // namespace fairlead
