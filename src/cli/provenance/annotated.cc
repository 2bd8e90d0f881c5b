#include "cli/provenance/annotated.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.h"
#include "cli/provenance/words.h"
#include "report/inert.h"

namespace fairlead {
namespace {

/// Comments begin behind the longest line, but for those that are longer than others should be.
constexpr std::size_t widest = 72;

using LineWords = std::map<std::uint32_t, std::vector<std::string>>;

/// The line in which a comment may follow a scalar.
std::uint32_t comment_line(const Node& scalar, const SourceMap& sources) {
  const Span at = scalar.span();
  const bool is_block = scalar.style() == Style::literal || scalar.style() == Style::folded;
  return sources.position(at.source, is_block ? at.begin : at.end).line;
}

void gather(Ref value, SourceId text, const SourceMap& sources, const ScalarWords& words,
            LineWords& lines) {
  if (!value) return;
  for (const Node* item : value.items()) gather(Ref(item), text, sources, words, lines);
  for (const Entry& entry : value.entries()) gather(Ref(entry.value), text, sources, words, lines);
  const Node& node = *value;
  const bool is_leaf = node.is_scalar() || (node.items().empty() && node.entries().empty());
  if (!is_leaf || node.span().source != text) return;
  std::string said = words(node);
  if (said.empty()) return;
  std::vector<std::string>& all = lines[comment_line(node, sources)];
  if (std::ranges::find(all, said) == all.end()) all.push_back(std::move(said));
}

}  // namespace

std::string annotated(SourceId text, Ref root, const SourceMap& sources, const ScalarWords& words) {
  LineWords lines;
  gather(root, text, sources, words, lines);
  std::size_t column = 0;
  for (const auto& [line, said] : lines) {
    const std::size_t width = sources.line(text, line).size();
    if (width <= widest) column = std::max(column, width);
  }
  std::string out;
  const std::uint32_t count = sources.line_count(text);
  for (std::uint32_t line = 1; line <= count; ++line) {
    const std::string_view written = sources.text(sources.line(text, line));
    if (line == count && written.empty()) break;
    out += inert(written);
    if (const auto said = lines.find(line); said != lines.end()) {
      out.append(column > written.size() ? column - written.size() : 0, ' ');
      out += "  # ";
      for (const std::string& each : said->second) {
        if (&each != &said->second.front()) out += "; ";
        out += inert(each);
      }
    }
    out += '\n';
  }
  return out;
}

std::string place_words(Span at, const SourceMap& sources, std::string_view prefix) {
  if (!at.is_place()) return "";
  return fmt::format("{}:{}", path_from_here(sources.name(at.source), prefix),
                     sources.position(at.source, at.begin).line);
}

}  // namespace fairlead
