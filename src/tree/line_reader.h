#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tree/assembler.h"

namespace fairlead {

/// A line without its break and without the blanks around it.
struct TextLine {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Reads a text of lines into a sequence of sequences of strings, one a line.
class LineReader {
 public:
  LineReader(Arena& arena, const SourceMap& sources, SourceId source, const ReadLimits& limits,
             Tree& tree);

  /// The text; empty where it is larger than the limit. A byte order mark is in no line: whoever
  /// reads a configuration says what a server makes of it.
  std::string_view text() const { return text_; }
  /// The next line that is not blank; nothing after the last one. LF ends a line, CR is a blank.
  std::optional<TextLine> next_line();
  /// These say false where a limit was reached: nothing more may come.
  bool open_line(std::size_t begin);
  bool token(Style style, std::size_t begin, std::size_t end, std::string_view decoded);
  void close_line();
  void problem(ProblemKind kind, std::size_t begin, std::size_t end, std::string message);
  /// Makes the document of all lines.
  void finish();

 private:
  Arena& arena_;
  SourceId source_;
  Tree& tree_;
  std::string_view text_;
  std::size_t at_ = 0;
  ProblemList problems_;
  Assembler assembler_;
  bool in_line_ = false;
};

/// Adds the problem of a text that is larger than the limit, and its document without a root. Says
/// whether it did.
bool refuse_large_text(const SourceMap& sources, SourceId source, const ReadLimits& limits,
                       Tree& tree);

}  // namespace fairlead
