#include <algorithm>

#include "tree/yaml_words.h"

namespace fairlead {
namespace {

std::size_t word_count(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_blank(line[i]) && (i == 0 || is_blank(line[i - 1]))) ++count;
  }
  return count;
}

bool is_prose_line(std::string_view line) {
  if (line.starts_with("```") || line.starts_with("~~~") || line.starts_with("**")) return true;
  if (line[0] == '<' && !line.starts_with("<<")) return true;
  if (line[0] == '[' && line.find("](") != std::string_view::npos) return true;
  const auto first = static_cast<unsigned char>(line[0] | 0x20);
  const bool letter = (first >= 'a' && first <= 'z') || first >= 0x80;
  const bool key = line.find(": ") != std::string_view::npos || line.back() == ':';
  constexpr std::size_t sentence = 4;
  return letter && !key && word_count(line) >= sentence;
}

}  // namespace

std::optional<Span> template_place(std::string_view text, SourceId source, const YamlChunk& chunk) {
  const std::string_view body = text.substr(0, chunk.end);
  for (std::size_t at = body.find("{{", chunk.begin); at != std::string_view::npos;
       at = body.find("{{", line_end(body, at))) {
    const std::size_t begin = std::max<std::size_t>(line_begin(body, at), chunk.begin);
    const std::size_t column = find_unquoted(body.substr(begin, line_end(body, at) - begin), "{{");
    if (column == std::string_view::npos) continue;
    const std::size_t close = body.find("}}", begin + column);
    if (close == std::string_view::npos) return std::nullopt;
    return Span{source, static_cast<std::uint32_t>(begin + column),
                static_cast<std::uint32_t>(close + 2)};
  }
  return std::nullopt;
}

Problem template_problem(Span at) {
  return {
      ProblemKind::template_in_plain,
      at,
      "a template that nothing renders: the document is left aside, render it first or quote the "
      "braces if they are meant as text",
      {}};
}

bool looks_like_prose(std::string_view text) {
  constexpr int lines_to_look_at = 40;
  bool first = true;
  std::size_t at = 0;
  for (int i = 0; i < lines_to_look_at && at < text.size(); ++i) {
    const std::size_t end = line_end(text, at);
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("```")) return true;
    if (first && !is_prose_line(line)) return false;
    if (first) return true;
    first = false;
  }
  return false;
}

Problem prose_problem(std::string_view text, SourceId source, const YamlChunk& chunk) {
  const std::size_t at = skip_space(text, chunk.body, chunk.end);
  return {ProblemKind::not_yaml,
          {source, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(line_end(text, at))},
          "prose or markup rather than YAML: left aside",
          {}};
}

}  // namespace fairlead
