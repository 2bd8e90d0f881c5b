#pragma once
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead::kustomize {

/// A part of a text that is put together: bytes of a scalar, or of nobody.
struct Piece {
  const Node* scalar = nullptr;                       ///< null: `text` is written by nobody
  std::size_t from = 0, to = std::string_view::npos;  ///< which of its decoded bytes
  bool is_put_in = false;  ///< it is put in for something, and not what is changed
  std::string_view text = {};
  Span because = {};                ///< why `text` stands there
  std::span<const Span> more = {};  ///< what else has a part in it

  static Piece of(const Node& scalar) { return {&scalar}; }
  static Piece part(const Node& scalar, std::size_t from, std::size_t to) {
    return {&scalar, from, to};
  }
  static Piece put_in(const Node& scalar) {
    return {&scalar, 0, std::string_view::npos, true, {}, {}, {}};
  }
  static Piece made(std::string_view text, Span because, std::span<const Span> more = {}) {
    return {nullptr, 0, 0, false, text, because, more};
  }
};

/// Makes changed copies of trees, which are immutable: what does not change is shared with the tree
/// that was there, and keeps its written place. A collection that changed has the place of the one
/// that it was.
class Edits {
 public:
  /// What one build may make of trees and texts, in bytes.
  static constexpr std::size_t most_bytes = 64u << 20;

  /// Both must outlive it, and all that it makes.
  Edits(SourceMap& sources, Arena& arena) : sources_(sources), arena_(arena) {}

  /// A mapping with `value` at `key`, in the place of what was there or behind all; `by` is where
  /// a key that is new is written.
  const Node* with(const Node& map, std::string_view key, const Node& value, Span by);
  const Node* without(const Node& map, std::string_view key);
  /// A mapping of these entries, a sequence of these items, in the place of another.
  const Node* mapping(std::span<const Entry> entries, const Node& like);
  const Node* sequence(std::span<const Node* const> items, const Node& like);
  /// A string that is written nowhere as a whole: `by` is the place that made it so, `before` what
  /// it won against, or null.
  const Node* text(std::string_view text, Span by, const Node* before = nullptr);
  /// A string of several pieces; each byte knows where it was written.
  const Node* joined(std::span<const Piece> pieces);
  const Node* joined(std::initializer_list<Piece> pieces) {
    return joined(std::span(pieces.begin(), pieces.size()));
  }
  /// `node` with what it won against, so that both are told of it.
  const Node* over(const Node& node, const Node* before);

  /// Whether more was asked for than one build may make: then changes are no longer made.
  bool is_exhausted() const { return is_exhausted_; }

  SourceMap& sources() { return sources_; }
  Arena& arena() { return arena_; }

 private:
  /// Whether there is room for so many bytes more; once there is not, there never is.
  bool takes(std::size_t bytes);
  Span made(std::string_view text, Span by, OriginKind kind, const Node* before);

  SourceMap& sources_;
  Arena& arena_;
  std::size_t left_ = most_bytes;
  bool is_exhausted_ = false;
};

}  // namespace fairlead::kustomize
