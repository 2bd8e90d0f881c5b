#include <algorithm>

#include "tree/yaml/yaml_words.h"

namespace fairlead {
namespace {

std::size_t word_count(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_blank(line[i]) && (i == 0 || is_blank(line[i - 1]))) ++count;
  }
  return count;
}

enum class Looks : std::uint8_t { like_yaml, like_prose, either };

/// How a line looks that is neither blank nor begins with `#`.
Looks looks_of(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(" -"), line.size() - 1);
  const std::string_view words = line.substr(first);
  for (const std::string_view mark : {"```", "~~~", "**", "* ", "![", "<!", "> "}) {
    if (words.starts_with(mark)) return Looks::like_prose;
  }
  if (words[0] == '<' && words.back() == '>') return Looks::like_prose;
  if (words.find("](") != std::string_view::npos) return Looks::like_prose;
  const bool key = words.find(": ") != std::string_view::npos || words.back() == ':';
  const auto letter = static_cast<unsigned char>(words[0] | 0x20);
  if (key || !((letter >= 'a' && letter <= 'z') || letter >= 0x80)) return Looks::like_yaml;
  constexpr std::size_t sentence = 4;
  if (word_count(words) < sentence) return Looks::either;
  return first == 0 ? Looks::like_prose : Looks::either;
}

/// What a template's actions stand in: Go's and Jinja's values, Jinja's statements, ERB's code.
struct Braces {
  std::string_view open, close;
};
constexpr Braces template_braces[] = {{"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}};

std::optional<Span> braces_place(std::string_view text, SourceId source, const YamlChunk& chunk,
                                 const Braces& braces) {
  const std::string_view body = text.substr(0, chunk.end);
  for (std::size_t at = body.find(braces.open, chunk.begin); at != std::string_view::npos;
       at = body.find(braces.open, line_end(body, at))) {
    const std::size_t begin = std::max<std::size_t>(line_begin(body, at), chunk.begin);
    const std::size_t column =
        find_unquoted(body.substr(begin, line_end(body, at) - begin), braces.open);
    if (column == std::string_view::npos) continue;
    const std::size_t close = body.find(braces.close, begin + column);
    if (close == std::string_view::npos) return std::nullopt;
    return Span{source, static_cast<std::uint32_t>(begin + column),
                static_cast<std::uint32_t>(close + braces.close.size())};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Span> template_place(std::string_view text, SourceId source, const YamlChunk& chunk) {
  for (const Braces& braces : template_braces) {
    if (const auto place = braces_place(text, source, chunk, braces)) return place;
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
  std::size_t at = 0;
  for (int i = 0; i < lines_to_look_at && at < text.size(); ++i) {
    const std::size_t end = line_end(text, at);
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    const Looks looks = looks_of(line);
    if (looks != Looks::either) return looks == Looks::like_prose;
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
