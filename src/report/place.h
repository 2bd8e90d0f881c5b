#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace fairlead {

/// A path as a person in the current directory would write it.
std::string shown_path(const Report& report, std::string_view path);

/// A span without the line breaks that it ends with.
Span without_line_break(const SourceMap& sources, Span span);

/// The template that a renderer says a place was made of (`# Source: shop/templates/worker.yaml`
/// above its document); "" where none says it.
std::string_view template_of(const SourceMap& sources, Span at);

/// A place by lines and columns that count from 1; the end column is exclusive.
struct Region {
  std::uint32_t start_line = 1, start_column = 1, end_line = 1, end_column = 1;
  friend bool operator==(const Region&, const Region&) = default;
};

/// What a column counts: characters, as editors and compilers show them, UTF-16 code units, as
/// SARIF's viewers have it, or the file's bytes, as reviewdog does.
enum class Columns { code_points, utf16, bytes };

/// Lines and columns of spans. Of one thread. A line of megabytes with thousands of findings costs
/// no more than many short lines.
class Places {
 public:
  Places(const SourceMap& sources, Columns columns) : sources_(sources), columns_(columns) {}

  /// Of a span without the line breaks that it ends with.
  Region region(Span span) const;

 private:
  std::size_t length_before(SourceId source, std::uint32_t offset) const;
  std::uint32_t column(SourceId source, std::uint32_t line, std::uint32_t offset) const;

  const SourceMap& sources_;
  Columns columns_;
  /// What precedes the first character of a block of a text.
  struct Block {
    std::size_t offset = 0, length = 0;
  };
  mutable std::map<SourceId, std::vector<Block>> blocks_;
};

/// A hash of what a finding is about that does not change when lines move: rule, file, resource,
/// path in the resource (or the words of the message), and which of several equal ones it is.
std::vector<std::string> fingerprints(const Report& report);

}  // namespace fairlead
