#pragma once
#include <cstdint>
#include <tuple>

namespace fairlead {

/// Names a text of a SourceMap. It carries no order of importance; `none` names no text.
enum class SourceId : std::uint32_t { none = 0 };

/// Half-open bytes of one text: the only kind of place there is. `Span{}` is no place at all.
struct Span {
  SourceId source = SourceId::none;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  /// Whether it is a place; an empty one (where something would have to be written) is.
  bool is_place() const { return source != SourceId::none; }
  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(const Span& other) const {
    return source == other.source && begin <= other.begin && other.end <= end;
  }
  bool overlaps(const Span& other) const {
    return source == other.source && begin < other.end && other.begin < end;
  }
  /// The bytes [from, to) of this span, counted from its begin.
  Span part(std::size_t from, std::size_t to) const {
    return {source, begin + static_cast<std::uint32_t>(from),
            begin + static_cast<std::uint32_t>(to)};
  }
  friend bool operator==(const Span&, const Span&) = default;
};

/// What a person calls a place: both count from 1.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;  ///< in bytes
  friend bool operator==(const Position&, const Position&) = default;
};

}  // namespace fairlead
