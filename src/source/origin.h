#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "source/span.h"

namespace fairlead {

/// Names an Origin of one SourceMap: an index, never hashed.
enum class OriginId : std::uint32_t { none = 0 };

/// How the bytes of a made text came from their origin.
enum class OriginKind : std::uint8_t {
  written,       ///< they are the written bytes themselves
  embedded,      ///< copied out of a scalar: a redis.conf in a ConfigMap, YAML in a string
  decoded,       ///< made of a scalar as a whole: base64
  joined,        ///< put together of several places: a command line, what an include brings
  interpolated,  ///< put in for a variable or an expression
  assumed,       ///< put in for a name that nobody says: a release's
  chosen,        ///< the value of one layer, which won against those of others
  absent,        ///< nothing: a value is asked for there that does not exist
  made_up,       ///< a random word, a clock: others at every render. Its place is the call
  format_error,  ///< what Go's fmt writes where verb and value do not fit. Its place is the verb
  container,     ///< the signs around a mapping or a list that is printed as text
};

/// Another place that has to do with an origin.
struct Related {
  enum class Kind : std::uint8_t {
    also,      ///< the bytes come from there as well
    replaced,  ///< what the origin won against: the value of a lower layer, what a patch replaced
  };
  Span at;
  Kind kind = Kind::also;
  friend bool operator==(const Related&, const Related&) = default;
};

/// Names a Frame of one SourceMap.
enum class FrameId : std::uint32_t { none = 0 };

/// Where bytes of a made text came from.
struct Origin {
  Span at;
  OriginKind kind = OriginKind::embedded;
  std::uint32_t more = 0;         ///< an index into the map's lists of Related; 0: none
  FrameId under = FrameId::none;  ///< what decided that they are these, on the way here
};

/// Under what control bytes came to stand in a made text: an `include`, a condition, a `range`.
struct Frame {
  FrameId parent = FrameId::none;
  OriginId site = OriginId::none;     ///< the construct itself
  OriginId subject = OriginId::none;  ///< what its condition read
};

/// Whether the bytes of a run are the bytes of its origin.
enum class Copy : std::uint8_t {
  verbatim,     ///< byte for byte
  transformed,  ///< made of the origin as a whole (decoded, encoded, in other letters)
  synthetic,    ///< written by no one; the origin, where there is one, is why they stand there
  left_out,     ///< no bytes: a mark where a block would stand that a condition left out
};

/// From byte `at` of a made text up to the next run.
struct Run {
  std::uint32_t at = 0;
  OriginId origin = OriginId::none;
  std::uint32_t skip = 0;  ///< verbatim: byte i of the run is byte skip + i of the origin's span
  std::uint32_t frame : 30 = 0;
  std::uint32_t copy : 2 = 0;

  Copy how() const { return static_cast<Copy>(copy); }
  FrameId under() const { return static_cast<FrameId>(frame); }
};
static_assert(sizeof(Run) == 16);

/// One way from bytes of a made text down to written ones: what each text on the way was made of,
/// the written bytes last. Of a written span the span itself, alone.
struct Way {
  struct Step {
    Span at;
    OriginKind kind = OriginKind::written;
    friend bool operator==(const Step&, const Step&) = default;
  };
  std::vector<Step> steps;  ///< never empty

  const Span& written() const { return steps.back().at; }
  /// How the outermost text was made.
  OriginKind kind() const { return steps.front().kind; }
};

/// What made bytes stand where they do: an `include`, a condition, a `range`.
struct Control {
  Span site;               ///< the construct, as it is written
  std::vector<Span> read;  ///< what its condition read
};

/// All ways down, in the order of the bytes; none where nobody wrote any of them.
using Trace = std::vector<Way>;

/// Whether any of the bytes came by a step of that kind.
bool came_by(const Trace& ways, OriginKind kind);

/// Who is to be asked about a place: all of them written places.
struct Blame {
  /// The place that a person would edit. No place (Span::is_place) where nobody wrote anything.
  Span edit;
  std::vector<Related> others;   ///< where else the bytes come from, and what `edit` won against
  std::vector<Span> conditions;  ///< what decided that they stand there, the innermost first
  /// Where `edit` stands in for a foreign place: the key that is to be written there; else "".
  std::string key;
};

/// The nearest place of our own to one that lies in another's chart.
struct OwnPlace {
  Span at;
  std::string key;  ///< what to write there: `redis.auth.enabled`; "" where it is no value
};

/// A block that a condition left out, where its text would stand.
struct LeftOut {
  std::uint32_t at = 0;          ///< in the made text
  Span block;                    ///< what would be there, as it is written
  std::vector<Span> conditions;  ///< what decided, the innermost first
  bool is_absent = false;        ///< the block prints a value, and there is none
};

}  // namespace fairlead
