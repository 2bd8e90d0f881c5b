#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "deploy/types/resource.h"

namespace fairlead {

/// Makes scalars of a compose file's texts: parts of them, and what compose puts in for `${…}`.
/// Linear in the texts' length, also where a text is nothing but variables, escapes or words.
class ComposeText {
 public:
  /// More words than any command line has: beyond, it is left unread, and a gap says so.
  static constexpr std::size_t most_words = 4096;

  /// `env` is the project's `.env`, or null; all must outlive it.
  ComposeText(Arena& arena, SourceMap& sources, const File* env);

  /// A scalar as compose sees it: the default of `${NAME:-default}`, the value in `.env`, and a
  /// variable that nobody sets here as it is written.
  Ref value(Ref scalar) { return value(scalar, 0); }
  /// The same for what stands behind the first `from` bytes.
  Ref value(Ref scalar, std::size_t from);
  /// The first `length` bytes of a scalar.
  Ref head(Ref scalar, std::size_t length);
  /// The words of a command line, split at blanks and at ends of lines, quotes taken off; none
  /// where it is more than one command, or longer than `most_words`.
  std::vector<Ref> words(Ref scalar);
  /// What was left unread so far.
  const std::vector<Gap>& gaps() const { return gaps_; }

 private:
  /// A text that is being made of others.
  struct Draft {
    TextBuilder text;
    Span first;  ///< what the first part was made of, be it empty
  };
  void add(std::string_view text, Span at, OriginKind kind, Draft& draft);
  /// The bytes of a scalar's decoded text, one to one: as they are written, or a made text of them.
  Span bytes_of(const Node& scalar);
  /// `text` stands at `at`, byte for byte.
  void substitute(std::string_view text, Span at, Draft& draft);
  struct Part {
    std::string_view text;
    Span at;
  };
  /// What takes the place of `${inner}`; nothing where it is not known.
  std::optional<Part> replacement(std::string_view inner, Span at) const;
  Span made(Draft draft);
  Ref node(Span at);

  Arena& arena_;
  SourceMap& sources_;
  std::vector<Gap> gaps_;
  std::unordered_map<std::string_view, const Node*> env_;  ///< what `.env` gives
};

}  // namespace fairlead
