#include <algorithm>

#include "base/arena.h"
#include "tree/assembler.h"
#include "tree/document.h"
#include "tree/line_reader.h"
#include "tree/scalar_parts.h"

namespace fairlead {
namespace {

bool is_c_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool ends_token(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0'; }

struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_balanced = true;
};

/// The end of a quoted part that opens at `at`: after its closing quote, which nothing but a space
/// may follow; npos where there is none.
std::size_t quoted_end(std::string_view text, std::size_t at, std::size_t end) {
  const char quote = text[at];
  for (++at; at < end; ++at) {
    const bool escapes = text[at] == '\\' && at + 1 < end && (quote == '"' || text[at + 1] == '\'');
    if (escapes) {
      ++at;
    } else if (text[at] == quote) {
      return at + 1 == end || is_c_space(text[at + 1]) ? at + 1 : std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

/// The token that begins at `at`, as sdssplitargs cuts it: a quote may open in the middle of it,
/// and ends it.
Token token_at(std::string_view text, std::size_t at, std::size_t end) {
  Token token = {at, at, true};
  while (token.end < end && !ends_token(text[token.end])) {
    if (text[token.end] != '"' && text[token.end] != '\'') {
      ++token.end;
      continue;
    }
    const std::size_t close = quoted_end(text, token.end, end);
    if (close == std::string_view::npos) return {token.end, end, false};
    token.end = close;
    break;
  }
  return token;
}

Style style_of(char first) {
  return first == '"' ? Style::double_quoted : first == '\'' ? Style::single_quoted : Style::plain;
}

/// Adds the tokens of a line; says false where a limit was reached.
bool read_directive(LineReader& reader, std::string_view text, TextLine line) {
  // Redis holds a line as a C string: a NUL byte ends it.
  const std::size_t size = line.end - line.begin;
  const std::size_t end = line.begin + std::min(size, text.substr(line.begin, size).find('\0'));
  for (std::size_t at = line.begin; at < end;) {
    const Token token = token_at(text, at, end);
    if (!token.is_balanced) {
      reader.problem(ProblemKind::redis_quotes, token.begin, token.begin + 1,
                     "a quote that is not closed, or not followed by a space");
      return true;
    }
    const ScalarReading reading = read_redis_token(text, token.begin, token.end);
    if (!reader.token(style_of(text[token.begin]), token.begin, token.end, reading.decoded))
      return false;
    for (at = token.end; at < end && is_c_space(text[at]);) ++at;
  }
  return true;
}

}  // namespace

ScalarReading read_redis_token(std::string_view source, std::size_t begin, std::size_t end) {
  ScalarReading reading;
  std::size_t quote = begin;
  while (quote < end && source[quote] != '"' && source[quote] != '\'') ++quote;
  reading.copy(source, begin, quote);
  if (quote + 2 > end) return reading;
  const Escapes escapes = source[quote] == '"' ? Escapes::redis_double : Escapes::redis_single;
  add_escaped(reading, source, quote + 1, end - 1, escapes);
  return reading;
}

Tree read_redis_conf(Arena& arena, const SourceMap& sources, SourceId source,
                     const ReadLimits& limits) {
  Tree tree;
  LineReader reader(arena, sources, source, limits, tree);
  const std::string_view text = reader.text();
  while (const auto line = reader.next_line()) {
    if (text[line->begin] == '#') continue;
    if (!reader.open_line(line->begin) || !read_directive(reader, text, *line)) break;
    reader.close_line();
  }
  reader.finish();
  return tree;
}

}  // namespace fairlead
