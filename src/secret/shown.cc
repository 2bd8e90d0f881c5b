#include "secret/shown.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

// More than the columns of a report can hold, less than a file in one line.
constexpr std::uint32_t bytes_before = 600, bytes_after = 2400;

/// `at` moved back to where a character begins.
std::uint32_t character_begin(std::string_view text, std::uint32_t at, std::uint32_t lowest) {
  while (at > lowest && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u)
    --at;
  return at;
}

}  // namespace

Span Shown::window(const SourceMap& sources, Span focus) {
  Span seen = sources.line(focus.source, sources.position(focus.source, focus.begin).line);
  const std::string_view text = sources.text(focus.source);
  const std::uint32_t at = std::clamp(focus.begin, seen.begin, seen.end);
  if (at - seen.begin > bytes_before)
    seen.begin = character_begin(text, at - bytes_before, seen.begin);
  if (seen.end - at > bytes_after) seen.end = character_begin(text, at + bytes_after, at);
  return seen;
}

void Shown::add(Span window, const std::vector<Part>& hidden) {
  windows_[window.source].insert_or_assign(window.begin, Window{window.end, hidden});
}

std::vector<Shown::Part> Shown::hidden(Span span) const {
  std::vector<Part> all;
  const auto add = [&](std::uint32_t begin, std::uint32_t end, std::string_view glyph) {
    begin = std::max(begin, span.begin);
    end = std::min(end, span.end);
    if (begin < end) all.push_back({{span.source, begin, end}, glyph});
  };
  std::uint32_t at = span.begin;
  if (const auto of = windows_.find(span.source); of != windows_.end()) {
    auto window = of->second.upper_bound(span.begin);
    if (window != of->second.begin()) --window;
    for (; window != of->second.end() && window->first < span.end; ++window) {
      const auto& [begin, seen] = *window;
      if (seen.end <= at) continue;
      add(at, begin, unread_glyph);
      const auto end_of = [](const Part& part) { return part.at.end; };
      auto part = std::ranges::upper_bound(seen.hidden, at, {}, end_of);
      for (; part != seen.hidden.end() && part->at.begin < span.end; ++part)
        add(std::max(at, part->at.begin), part->at.end, part->glyph);
      at = std::max(at, seen.end);
    }
  }
  add(at, span.end, unread_glyph);
  return all;
}

std::string Shown::text(const SourceMap& sources, Span span) const {
  if (span.begin == 0) span = span.part(byte_order_mark(sources.text(span)), span.size());
  std::string shown;
  std::uint32_t at = span.begin;
  for (const Part& part : hidden(span)) {
    shown.append(sources.text({span.source, at, part.at.begin})).append(part.glyph);
    at = part.at.end;
  }
  return sanitized_utf8(shown.append(sources.text({span.source, at, span.end})));
}

}  // namespace fairlead
