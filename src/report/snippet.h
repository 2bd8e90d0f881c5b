#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "secret/shown.h"

namespace fairlead {

/// A line of a source as a terminal may show it: inert, tabs expanded, cut around what is
/// of interest. Columns count what a terminal shows, from 0.
class SnippetLine {
 public:
  static constexpr std::size_t widest = 160;

  /// The line that `focus` begins in; where it is too long for `widest` columns, the part around
  /// the begin of `focus`.
  SnippetLine(const SourceMap& sources, const Shown& shown, Span focus);

  const std::string& text() const { return text_; }
  /// The columns under the bytes [begin, end) of the source: at least one. A place that was cut
  /// off is at the nearer end.
  struct Under {
    std::size_t indent = 0, width = 1;
  };
  Under under(std::uint32_t begin, std::uint32_t end) const;

 private:
  /// What stands for some bytes: mostly one character for its own.
  struct Cell {
    std::uint32_t begin = 0, end = 0;
    std::string glyph;
    std::size_t column = 0, width = 0;
  };
  void add(std::uint32_t begin, std::uint32_t end, std::string glyph, std::size_t width);
  /// Whether a `[` would make a command of what the line ends with.
  bool behind_command_word() const;
  void add_plain(const SourceMap& sources, Span part);
  void cut(std::size_t first, bool more_before, bool more_after);

  std::vector<Cell> cells_;
  std::string text_;
};

}  // namespace fairlead
