#pragma once
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace fairlead {

enum class OriginId : std::uint32_t {};

/// How a piece of a made text came to be.
enum class OriginKind : std::uint8_t {
  embedded,  ///< copied out of a scalar: a redis.conf in a ConfigMap, a base64 value
};

/// Where a piece of a made text came from.
struct Origin {
  Span at;
  OriginKind kind = OriginKind::embedded;
};

/// Whether the bytes of a piece are the bytes of its origin.
enum class Copy : std::uint8_t {
  verbatim,     ///< byte for byte
  transformed,  ///< made of the origin as a whole (decoded, encoded)
  synthetic,    ///< written by no one
};

/// From byte `at` of a made text up to the next piece.
struct Piece {
  std::uint32_t at = 0;
  OriginId origin{};
  Copy copy = Copy::verbatim;
};

/// One written place that a span came from.
struct Step {
  Span at;
  OriginKind kind = OriginKind::embedded;
};

/// All texts of a run, and the way from made ones back to what somebody wrote.
///
/// Written texts are added before threads start. A unit's made texts go to a SourceMap of its own
/// that stands on the shared one: ids of the shared map mean the same in both, and nothing locks.
class SourceMap {
 public:
  SourceMap() = default;
  /// A map on top of `written`, which must outlive it and must not grow any more.
  explicit SourceMap(const SourceMap* written);

  SourceId add_written(std::string path, std::string text);
  /// `pieces` in ascending order, the first one at 0. Origins must be written or made earlier.
  SourceId add_made(std::string name, std::string text, std::vector<Piece> pieces);
  OriginId add_origin(Origin origin);

  std::string_view text(SourceId source) const;
  std::string_view text(Span span) const;
  /// The path of a written text (relative to the root), the name of a made one.
  const std::string& name(SourceId source) const;
  bool is_written(SourceId source) const;
  std::size_t size() const;

  Position position(SourceId source, std::uint32_t offset) const;
  std::uint32_t line_count(SourceId source) const;
  /// The bytes of a line (from 1), without its line break.
  Span line(SourceId source, std::uint32_t line) const;

  /// All written places that `span` came from; `span` itself where it is written. Adjacent pieces
  /// of one origin text are one place, from the first byte to the last.
  std::vector<Step> trace(Span span) const;
  /// The place that a person would edit: the first of trace(), an empty span at 0 where there is
  /// none.
  Span written(Span span) const;

 private:
  struct Source {
    std::string name;
    std::string text;
    std::vector<Piece> pieces;                       // empty: written
    mutable std::vector<std::uint32_t> line_starts;  // built on demand, by whichever thread asks
    mutable std::once_flag lines_made;
  };
  const Source& source(SourceId id) const;
  const std::vector<std::uint32_t>& line_starts(const Source& source) const;

  const SourceMap* below_ = nullptr;
  std::size_t first_ = 0;  // ids below it belong to below_
  std::deque<Source> sources_;
  std::vector<Origin> origins_;
};

}  // namespace fairlead
