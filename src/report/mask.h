#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"

namespace fairlead {

/// Through which every writer prints: no credential, no control character and no workflow command
/// of the linted files gets into an output.
class Mask {
 public:
  explicit Mask(const SourceMap& sources);

  /// A text of ours (a message, a name, a path) with every known credential in it replaced by
  /// `****`.
  std::string words(std::string_view text) const;
  /// The bytes of a written span, with marked places and known credentials replaced.
  std::string source(Span span) const;

 private:
  std::string without_known(std::string text) const;

  const SourceMap& sources_;
  std::vector<Span> spans_;         // sorted, not overlapping
  std::vector<std::string> texts_;  // longest first
};

/// Text for a terminal or a log: escape sequences, control characters and characters that turn the
/// writing direction are shown as `\x1b`, `\u202e`; `##[` and a leading `::`, which GitHub's runner
/// would obey, are broken up. Tabs stay.
std::string inert(std::string_view text);

}  // namespace fairlead
