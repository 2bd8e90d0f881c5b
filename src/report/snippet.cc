#include "report/snippet.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr std::size_t widest = 140;  // columns of a source line that are shown
constexpr std::size_t margin = 30;   // columns kept left of the carets when a line is cut
constexpr std::size_t tab = 4;

std::string with_spaces(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\t')
      result.append(tab, ' ');
    else
      result += c;
  }
  return result;
}

/// The first `count` code points of a text.
std::string_view first_points(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) ++at;
    --count;
  }
  return text.substr(0, at);
}

}  // namespace

SnippetLine snippet_line(const SourceMap& sources, const Mask& mask, Span span) {
  SnippetLine result;
  result.number = sources.position(span.source, span.begin).line;
  const Span line = sources.line(span.source, result.number);
  const std::uint32_t begin = std::clamp(span.begin, line.begin, line.end);
  const std::uint32_t end = std::clamp(span.end, begin, line.end);
  result.continues = span.end > line.end + 2;
  const std::string before = with_spaces(inert(mask.source({span.source, line.begin, begin})));
  const std::string under = with_spaces(inert(mask.source({span.source, begin, end})));
  const std::string after = with_spaces(inert(mask.source({span.source, end, line.end})));
  // The parts are masked each for itself so that the carets fit; a credential across their borders
  // is masked in the whole.
  const std::string parts = before + under + after;
  const std::string whole = with_spaces(inert(mask.source(line)));
  result.text = parts;
  result.indent = code_points(before);
  result.carets = std::max<std::size_t>(1, code_points(under));
  if (whole != parts && whole.size() <= parts.size() && code_points(whole) < code_points(parts)) {
    result.text = whole;
    const std::size_t width = code_points(whole);
    result.indent = std::min(result.indent, width);
    result.carets = std::max<std::size_t>(1, std::min(result.carets, width - result.indent));
  }
  const std::size_t cut = result.indent > widest - margin ? result.indent - margin : 0;
  if (cut > 0) {
    result.text = "…" + result.text.substr(first_points(result.text, cut).size());
    result.indent -= cut - 1;
  }
  if (code_points(result.text) > widest) {
    result.text = std::string(first_points(result.text, widest)) + "…";
    result.carets = std::max<std::size_t>(
        1, std::min(result.carets, widest - std::min(widest - 1, result.indent)));
  }
  return result;
}

}  // namespace fairlead
