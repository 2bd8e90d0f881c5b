#pragma once
#include <span>
#include <string>
#include <vector>

#include "model/model.h"

namespace fairlead {

/// Makes scalars of a compose file's texts: parts of them, and what compose puts in for `${…}`.
class ComposeText {
 public:
  /// `env` is the project's `.env`, or null; all must outlive it.
  ComposeText(Model& model, SourceMap& sources, const File* env)
      : model_(model), sources_(sources), env_(env) {}

  /// A scalar as compose sees it: the default of `${NAME:-default}`, the value in `.env`, and a
  /// variable that nobody sets here as it is written.
  Ref value(Ref scalar) { return value(scalar, 0); }
  /// The same for what stands behind the first `from` bytes.
  Ref value(Ref scalar, std::size_t from);
  /// The first `length` bytes of a scalar.
  Ref head(Ref scalar, std::size_t length);
  /// The words of a command line, split at blanks and at ends of lines, quotes taken off; none
  /// where it is more than one command.
  std::vector<Ref> words(Ref scalar);

 private:
  struct Part {
    std::string text;
    Span at;
    bool verbatim = true;
  };
  void substitute(const Node& scalar, std::size_t from, std::vector<Part>& parts);
  /// What takes the place of `${inner}`; nothing where it is not known.
  bool replacement(const Node& scalar, std::size_t at, std::string_view inner,
                   std::vector<Part>& parts);
  Ref made(const std::vector<Part>& parts);

  Model& model_;
  SourceMap& sources_;
  const File* env_;
};

}  // namespace fairlead
