#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "deploy/types/file_set.h"

namespace fairlead {

/// Which lines of files differ from those of the other side of a comparison.
class ChangedLines {
 public:
  /// One of two sides: `files` and its texts, and the same of the other. All must outlive it.
  ChangedLines(const SourceMap& texts, const FileSet& others, const SourceMap& other_texts,
               const std::set<std::string>& changed)
      : texts_(texts), others_(others), other_texts_(other_texts), changed_(changed) {}

  /// How much a written place has to do with the change: 2 for a line that the other side's file
  /// has not, 1 for another line of a file that differs, else 0.
  int rank(Span at);

 private:
  const std::set<std::string_view>& other_lines(const std::string& path);

  const SourceMap& texts_;
  const FileSet& others_;
  const SourceMap& other_texts_;
  const std::set<std::string>& changed_;
  std::map<std::string, std::set<std::string_view>> lines_;
};

}  // namespace fairlead
