#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "source/origin.h"

namespace fairlead {

/// A text that knows where each of its bytes came from. Immutable; bytes and runs lie in the arena
/// that it was finished in. The origins and frames are those of one SourceMap.
struct BuiltText {
  const char* bytes = nullptr;
  const Run* runs = nullptr;
  std::uint32_t size = 0, run_count = 0;
  std::uint32_t base = 0;  ///< where it begins in the text that the runs are of

  std::string_view text() const { return {bytes, size}; }
  /// The runs that it lies in; the first may begin before it.
  std::span<const Run> all_runs() const { return {runs, run_count}; }
  /// Its bytes [from, to), without a copy.
  BuiltText part(std::uint32_t from, std::uint32_t to) const;
};

/// Puts a text together of pieces. Texts stay below 4 GiB: callers keep limits far below.
class TextBuilder {
 public:
  /// Bytes of an origin: for `verbatim` those that begin `skip` bytes into it, one for one.
  void put(std::string_view bytes, OriginId origin, Copy copy, std::uint32_t skip = 0,
           FrameId frame = FrameId::none);
  /// Bytes that no one wrote, there because of `origin`, if that is known.
  void synthetic(std::string_view bytes, OriginId origin = OriginId::none,
                 FrameId frame = FrameId::none) {
    put(bytes, origin, Copy::synthetic, 0, frame);
  }
  /// The bytes [from, to) of another text with all that it knows.
  void append(const BuiltText& text, std::uint32_t from, std::uint32_t to);
  void append(const BuiltText& text) { append(text, 0, text.size); }
  /// Marks that a block is left out here; the frame says which, and what its condition read.
  void leave_out(FrameId frame) { put({}, OriginId::none, Copy::left_out, 0, frame); }

  std::string_view text() const { return bytes_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }
  bool empty() const { return bytes_.empty(); }
  std::size_t run_count() const { return runs_.size(); }
  /// What there is so far, until something is put to it.
  BuiltText view() const {
    return {bytes_.data(), runs_.data(), size(), static_cast<std::uint32_t>(runs_.size())};
  }
  /// Empty again, with the memory it has.
  void clear() {
    bytes_.clear();
    runs_.clear();
  }
  /// The finished text in `arena`; the builder is empty again.
  BuiltText done(Arena& arena);

 private:
  std::string bytes_;
  std::vector<Run> runs_;
};

}  // namespace fairlead
