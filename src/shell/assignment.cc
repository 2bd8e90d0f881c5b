#include "shell/assignment.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

/// The lines below `at` that are indented deeper than its own: a block scalar's, or a value's that
/// begins on the next line. Nothing where they are a mapping.
TextRange lines_below(std::string_view text, std::size_t at, bool any_lines) {
  const auto indent = [&](std::size_t begin) {
    const std::size_t first = text.find_first_not_of(" ", begin);
    return first == none ? 0 : first - begin;
  };
  const std::size_t own = indent(begin_of_line(text, at));
  TextRange range{end_of_line(text, at), end_of_line(text, at)};
  while (range.end < text.size() && indent(range.end + 1) > own) {
    const TextRange line{range.end + 1, end_of_line(text, range.end + 1)};
    if (!any_lines && text.substr(line.begin, line.end - line.begin).find(": ") != none) break;
    range.end = line.end;
  }
  return {std::min(range.begin + 1, range.end), range.end};
}

}  // namespace

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

std::size_t end_of_line(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}
std::size_t begin_of_line(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? none : text.rfind('\n', at - 1);
  return before == none ? 0 : before + 1;
}

bool is_comment(std::string_view text, std::size_t line) {
  while (line < text.size() && is_blank(text[line])) ++line;
  return line < text.size() && text[line] == '#';
}

TextRange without_blanks(std::string_view text, TextRange range) {
  const auto space = [&](std::size_t at) { return is_blank(text[at]) || text[at] == '\r'; };
  while (range.begin < range.end && space(range.begin)) ++range.begin;
  while (range.begin < range.end && space(range.end - 1)) --range.end;
  return range;
}

std::size_t end_of_substitution(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 1000;
  const std::string_view line = text.substr(0, std::min(end_of_line(text, at), at + longest));
  if (line.substr(at).starts_with('`')) {
    const auto close = line.find('`', at + 1);
    return close == none ? at : close + 1;
  }
  if (!line.substr(at).starts_with("$(")) return at;
  int open = 0;
  for (std::size_t i = at + 1; i < line.size(); ++i) {
    if (line[i] == '(') ++open;
    if (line[i] == ')' && --open == 0) return i + 1;
  }
  return at;
}

std::string_view name_before(std::string_view text, std::size_t at) {
  static constexpr std::size_t longest = 128;
  while (at > 0 && is_blank(text[at - 1])) --at;
  while (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'' || text[at - 1] == '\\')) --at;
  std::size_t begin = at;
  while (begin > 0 && at - begin < longest && is_name_character(text[begin - 1])) --begin;
  // `//token:x@host`: a URL's user.
  if (begin > 0 && text[begin - 1] == '/') return {};
  return text.substr(begin, at - begin);
}

TextRange value_after(std::string_view text, std::size_t sign, std::size_t end) {
  TextRange value{sign + 1, end};
  // `password => "x"`
  if (text[sign] == '=' && value.begin < end && text[value.begin] == '>') ++value.begin;
  while (value.begin < end && is_blank(text[value.begin])) ++value.begin;
  const std::string_view written = text.substr(value.begin, value.end - value.begin);
  const bool block = !written.empty() && (written[0] == '|' || written[0] == '>');
  if (written.empty() || written == "\r" || (block && written.size() <= 3))
    return lines_below(text, sign, block);
  std::size_t quote = written[0] == '\\' ? 1 : 0;
  const bool quoted = quote < written.size() && (written[quote] == '"' || written[quote] == '\'');
  const std::size_t filled = value.begin + quote + (quoted ? 1 : 0);
  if (const std::size_t close = end_of_substitution(text.substr(0, end), filled); close > filled)
    return {filled, close};
  if (quoted) {
    const std::size_t close = written.find(written[quote], quote + 1);
    return {value.begin + quote + 1, close == none ? value.end : value.begin + close};
  }
  const std::size_t close = written.starts_with("{{") ? written.find("}}") : none;
  if (close != none) return {value.begin, value.begin + close + 2};
  const std::string_view ends = text[sign] == '=' ? " \t\"'`,;&)}]" : ",;}]";
  value.end = value.begin + std::min(written.find_first_of(ends), written.size());
  return without_blanks(text, value);
}

}  // namespace fairlead
