#include "cli/diff/changed_lines.h"

#include "base/text.h"

namespace fairlead {

const std::set<std::string_view>& ChangedLines::other_lines(const std::string& path) {
  const auto [known, is_new] = lines_.try_emplace(path);
  const File* file = is_new ? others_.find(path) : nullptr;
  if (file && file->source != SourceId::none) {
    for (const std::string_view line : split(other_texts_.text(file->source), '\n'))
      known->second.insert(trimmed(line));
  }
  return known->second;
}

int ChangedLines::rank(Span at) {
  if (!at.is_place() || !texts_.is_written(at.source)) return 0;
  const std::string& path = texts_.name(at.source);
  if (!changed_.contains(path)) return 0;
  const Span line = texts_.line(at.source, texts_.position(at.source, at.begin).line);
  return other_lines(path).contains(trimmed(texts_.text(line))) ? 1 : 2;
}

}  // namespace fairlead
