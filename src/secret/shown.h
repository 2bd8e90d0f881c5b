#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/source_map.h"

namespace fairlead {

/// Stands for a credential, and for what no reader has understood.
constexpr std::string_view credential_glyph = "****", unread_glyph = "…";

/// What reports may show of written texts: nothing but what was asked for and read.
class Shown {
 public:
  struct Part {
    Span at;
    std::string_view glyph;
  };

  /// The part of a line around `focus` that a report shows: a line may be megabytes long.
  static Span window(const SourceMap& sources, Span focus);

  /// Of a window all shows but these parts, which are ascending and apart.
  void add(Span window, const std::vector<Part>& hidden);
  /// What of a span does not show, ascending and apart.
  std::vector<Part> hidden(Span span) const;
  /// A span's text as it shows.
  std::string text(const SourceMap& sources, Span span) const;

 private:
  struct Window {
    std::uint32_t end = 0;
    std::vector<Part> hidden;
  };
  std::map<SourceId, std::map<std::uint32_t, Window>> windows_;  // by their begin
};

}  // namespace fairlead
