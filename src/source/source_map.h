#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "source/origin.h"
#include "source/text_builder.h"

namespace fairlead {

/// All texts of a run, and the way from made ones back to what somebody wrote.
///
/// Written texts are added while no thread reads. A unit's made texts go to a SourceMap of its own
/// that stands on the shared one: ids of the shared map mean the same in both, and nothing locks.
/// Ids of a map on top lie far above those below, so that the shared one may grow between two
/// looks. Each made text has an id of its own, so that an id tells which text a place is in (one
/// redis.conf of several) and no span crosses two of them.
class SourceMap {
 public:
  SourceMap();
  /// A map on top of another, which must outlive it. One that is on top of another itself takes no
  /// further texts from then on.
  explicit SourceMap(const SourceMap* below);

  SourceId add_written(std::string path, std::string text);
  /// A text that was put together; its bytes and runs are copied into the map. Its origins are of
  /// this map, and lie in texts that were added before.
  SourceId add_made(std::string name, TextBuilder text);
  OriginId add_origin(Span at, OriginKind kind, std::vector<Related> more = {});
  /// What two origins are together: the place of the first, with that of the second beside it. Of
  /// more than some 16 places the first are kept.
  OriginId united(OriginId first, OriginId second);
  /// The same places as those of an origin, with a word for what stands there.
  OriginId as_kind(OriginId id, OriginKind kind);
  const Origin& origin(OriginId id) const { return origins_[static_cast<std::size_t>(id)]; }
  /// No place of its own: what is decided by `under` alone.
  OriginId decided(FrameId under);
  FrameId add_frame(Frame frame);
  /// What is under both: `inner`, and `outer` around it.
  FrameId joined(FrameId inner, FrameId outer);
  const Frame& frame(FrameId id) const { return frames_[static_cast<std::size_t>(id)]; }
  /// Where made texts, and what is made on the way to them, may lie: as long as the map.
  Arena& arena() { return arena_; }

  /// How much is in the map.
  struct Mark {
    std::size_t sources = 0, origins = 0, frames = 0, related = 0;
    Arena::Mark arena;
  };
  Mark mark() const;
  /// Takes out all that was added since then: what was made to be looked at once.
  void release(const Mark& mark);

  /// Both assert that there is a place; "" for none.
  std::string_view text(SourceId source) const;
  std::string_view text(Span span) const;
  /// The path of a written text (relative to the root), the name of a made one.
  const std::string& name(SourceId source) const;
  bool is_written(SourceId source) const;

  Position position(SourceId source, std::uint32_t offset) const;
  std::uint32_t line_count(SourceId source) const;
  /// The bytes of a line (from 1), without its line break.
  Span line(SourceId source, std::uint32_t line) const;

  /// How the bytes of `span` came from written ones. Neighbours are one way where their bytes touch
  /// in every text they came through, or nothing but blanks lies between (the indentation of a
  /// block scalar): never from a first to a last byte that have anything between them.
  Trace trace(Span span) const;
  /// The place that a person would edit, with all that has to do with it. Of several the first that
  /// was copied from a text rather than put in for a variable; for bytes that no one wrote, why
  /// they stand there.
  Blame blame(Span span) const;
  /// Under what control the bytes came to stand there, the innermost first, through all texts.
  std::vector<Control> controls(Span span) const;
  /// Says which places are another's, so that blame() names ours instead; nothing for ours. Both
  /// written places and those on the way to them are asked about.
  void ask_for_own(std::function<std::optional<OwnPlace>(Span)> own) { own_ = std::move(own); }
  /// What would stand in a made text's `span` if a condition were another.
  std::vector<LeftOut> left_out(Span span) const;

 private:
  struct Source {
    std::string name;
    std::string own_text;                            // of a written one
    std::string_view text;                           // in own_text or the arena
    std::span<const Run> runs = {};                  // none: written
    mutable std::vector<std::uint32_t> line_starts;  // built on demand, by whichever thread asks
    mutable std::once_flag lines_made;
  };
  const Source& source(SourceId id) const;
  const std::vector<std::uint32_t>& line_starts(const Source& source) const;

  /// The map whose source it is: origins and frames are counted in each.
  const SourceMap& owner(SourceId id) const;
  /// The runs that `span` lies in; of an empty one those that begin where it is, else the one
  /// around.
  std::span<const Run> runs_of(Span span) const;
  Span place_in(const Run& run, std::uint32_t run_end, Span span) const;
  friend class Reasons;
  bool joins(const Way& before, const Way& next) const;
  void add_ways(Span span, Trace& ways) const;
  Span reason_of(Span span) const;
  void name_own(const Trace& ways, Blame& blame) const;

  const SourceMap* below_ = nullptr;
  std::size_t first_ = 0;  // ids below it belong to below_
  std::deque<Source> sources_;
  Arena arena_;
  std::vector<Origin> origins_;
  std::vector<Frame> frames_;
  std::vector<std::vector<Related>> related_;
  std::function<std::optional<OwnPlace>(Span)> own_;
};

}  // namespace fairlead
