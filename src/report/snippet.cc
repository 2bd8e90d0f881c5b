#include "report/snippet.h"

#include <algorithm>

#include "base/text.h"
#include "report/inert.h"

namespace fairlead {
namespace {

constexpr std::size_t tab = 4;
constexpr std::size_t margin = 40;  // columns left of the focus where a line is cut

constexpr const char* ellipsis = "…";

}  // namespace

SnippetLine::SnippetLine(const SourceMap& sources, const Shown& shown, Span focus) {
  const SourceId source = focus.source;
  const Span line = sources.line(source, sources.position(source, focus.begin).line);
  const Span seen = Shown::window(sources, focus);

  std::uint32_t next = seen.begin;
  for (const auto& [part, glyph] : shown.hidden(seen)) {
    add_plain(sources, {source, next, part.begin});
    add(part.begin, part.end, std::string(glyph), code_points(glyph));
    next = part.end;
  }
  add_plain(sources, {source, next, seen.end});

  const bool more_before = seen.begin > line.begin, more_after = seen.end < line.end;
  const Under place = under(focus.begin, std::min(focus.end, line.end));
  const bool fits = !more_before && place.indent + place.width < widest;
  cut(fits || place.indent < margin ? 0 : place.indent - margin, more_before, more_after);
}

void SnippetLine::add(std::uint32_t begin, std::uint32_t end, std::string glyph,
                      std::size_t width) {
  const std::size_t column = cells_.empty() ? 0 : cells_.back().column + cells_.back().width;
  cells_.push_back({begin, end, std::move(glyph), column, width});
}

bool SnippetLine::behind_command_word() const {
  std::string before;
  for (auto cell = cells_.rbegin(); cell != cells_.rend() && before.size() < 20; ++cell) {
    before.insert(0, cell->glyph);
    if (before.starts_with("##")) return log_command_begin(before + "[") == before.size() + 1;
  }
  return false;
}

void SnippetLine::add_plain(const SourceMap& sources, Span part) {
  std::string_view rest = sources.text(part);
  for (std::uint32_t at = part.begin; !rest.empty();) {
    const CodePoint point = next_code_point(rest);
    const auto end = static_cast<std::uint32_t>(at + point.length);
    std::string glyph(rest.substr(0, point.length));
    std::size_t width = column_width(point.value);
    if (point.value == '\t') {
      glyph.assign(tab, ' ');
      width = tab;
    } else if (point.value == 0xFEFF && at == 0) {
      glyph.clear();  // the byte order mark of a file
      width = 0;
    } else if (is_control(point.value)) {
      glyph = control_escape(point.value);
      width = glyph.size();
    } else if (point.value == 0xFFFD) {
      glyph = "\xEF\xBF\xBD";
    } else if (rest.starts_with("[") && behind_command_word()) {
      glyph = "\\[";  // as inert() has it
      width = 2;
    }
    add(at, end, std::move(glyph), width);
    rest.remove_prefix(point.length);
    at = end;
  }
}

/// Keeps `widest` columns from `first` on.
void SnippetLine::cut(std::size_t first, bool more_before, bool more_after) {
  const std::size_t all = cells_.size();
  std::erase_if(cells_,
                [&](const Cell& cell) { return cell.column + cell.width > first + widest; });
  more_after = more_after || cells_.size() < all;
  more_before = std::erase_if(cells_, [&](const Cell& cell) { return cell.column < first; }) > 0 ||
                more_before;
  const std::size_t indent = more_before ? 1 : 0;
  const std::size_t start = cells_.empty() ? 0 : cells_.front().column;
  for (Cell& cell : cells_) {
    cell.column = cell.column - start + indent;
    text_ += cell.glyph;
  }
  if (more_before) text_.insert(0, ellipsis);
  if (more_after) text_ += ellipsis;
}

SnippetLine::Under SnippetLine::under(std::uint32_t begin, std::uint32_t end) const {
  if (cells_.empty()) return {};
  const std::size_t all = cells_.back().column + cells_.back().width;
  const auto first =
      std::ranges::find_if(cells_, [&](const Cell& each) { return each.end > begin; });
  const std::size_t from = first == cells_.end() ? all : first->column;
  std::size_t to = from;
  for (auto cell = first; cell != cells_.end() && cell->begin < end; ++cell)
    to = cell->column + cell->width;
  return {from, std::max<std::size_t>(1, to - from)};
}

}  // namespace fairlead
