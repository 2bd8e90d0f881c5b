#pragma once
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// Makes scalars of parts of a compose file's texts. Linear in the texts' length, also where a text
/// is nothing but escapes or words.
class ComposeText {
 public:
  /// More words than any command line has: beyond, it is left unread, and a gap says so.
  static constexpr std::size_t most_words = 4096;

  /// Both must outlive it.
  ComposeText(Arena& arena, SourceMap& sources) : arena_(arena), sources_(sources) {}

  /// The bytes [from, to) of a scalar's decoded text.
  Ref part(Ref scalar, std::size_t from, std::size_t to);
  /// The words of a command line, split at blanks and at ends of lines, quotes taken off; none
  /// where it is more than one command, or longer than `most_words`.
  std::vector<Ref> words(Ref scalar);
  /// What was left unread so far.
  const std::vector<Gap>& gaps() const { return gaps_; }

 private:
  Ref node(Span at);

  Arena& arena_;
  SourceMap& sources_;
  std::vector<Gap> gaps_;
};

}  // namespace fairlead
