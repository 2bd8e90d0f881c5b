#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// A text that is put together of values, each word of it coming from the value that gives it.
class MadeText {
 public:
  explicit MadeText(SourceMap& sources) : sources_(sources) {}

  /// Words that stand there because of a value.
  void put(std::string_view words, Ref because);
  /// A scalar as it reads.
  void copy(Ref scalar);
  bool empty() const { return made_.empty(); }
  /// The text as a source; nothing is put into it any more.
  SourceId made(std::string_view name);

 private:
  SourceMap& sources_;
  TextBuilder made_;
};

}  // namespace fairlead
