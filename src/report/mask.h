#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.h"
#include "report/known_texts.h"
#include "source/source_map.h"

namespace fairlead {

/// Through which every writer prints: no credential gets into an output. Of one thread: it
/// remembers what it found.
class Mask {
 public:
  static constexpr std::string_view stars = "****";

  /// Marks of `sources` that come later are not heard.
  explicit Mask(const SourceMap& sources);

  /// A text of ours (a message, a name) with every known credential in it replaced by `****`, as
  /// well-formed UTF-8.
  std::string words(std::string_view text) const;
  /// The bytes of a written span with marked places and known credentials replaced, also where
  /// only a part of one lies in the span; as well-formed UTF-8.
  std::string source(Span span) const;
  /// The bytes of `span` that must not be shown, ascending and apart, clipped to it.
  std::vector<Span> hidden(Span span) const;
  /// Whether a fix can be shown as it is: one with `****` in it would destroy what it hides.
  bool can_show(const Fix& fix) const;

 private:
  std::vector<Range> found_in(std::string_view text) const;

  const SourceMap& sources_;
  KnownTexts texts_;
  std::map<SourceId, std::vector<Range>> marked_;
  mutable std::map<SourceId, std::vector<Range>> hidden_;  // of whole sources, merged
};

}  // namespace fairlead
