#include <algorithm>

#include "redis/acl/acl.h"

namespace fairlead::redis {
namespace {

/// C's isspace in the "C" locale, which the servers use.
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// What ends a word, and is taken from around a line: vertical tabs and form feeds do neither.
bool is_trimmed(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads one escape inside "…", whose backslash is at `at`; leaves `at` on its last character.
char read_escape(std::string_view line, std::size_t& at) {
  if (at + 3 < line.size() && line[at + 1] == 'x' && hex_digit(line[at + 2]) >= 0 &&
      hex_digit(line[at + 3]) >= 0) {
    at += 3;
    return static_cast<char>(hex_digit(line[at - 1]) * 16 + hex_digit(line[at]));
  }
  ++at;
  switch (line[at]) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'b':
      return '\b';
    case 'a':
      return '\a';
    default:
      return line[at];
  }
}

/// Reads a quoted run that opens at `at` and leaves `at` behind its closing quote, which must end
/// the word. False where it does not, or where there is none.
bool read_quoted(std::string_view line, std::size_t& at, std::string& text) {
  const char quote = line[at];
  for (++at; at < line.size(); ++at) {
    if (line[at] == quote) {
      ++at;
      return at == line.size() || is_blank(line[at]);
    }
    if (line[at] == '\\' && at + 1 < line.size()) {
      if (quote == '"') {
        text += read_escape(line, at);
        continue;
      }
      if (line[at + 1] == '\'') ++at;
    }
    text += line[at];
  }
  return false;
}

}  // namespace

std::optional<std::vector<AclToken>> conf_tokens(std::string_view line) {
  // A NUL ends the line, as it does in C.
  line = line.substr(0, line.find('\0'));
  std::vector<AclToken> tokens;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at == line.size()) return tokens;
    AclToken token;
    token.begin = static_cast<std::uint32_t>(at);
    while (at < line.size() && !is_trimmed(line[at])) {
      if (line[at] == '"' || line[at] == '\'') {
        if (!read_quoted(line, at, token.text)) return std::nullopt;
        break;
      }
      token.text += line[at++];
    }
    token.end = static_cast<std::uint32_t>(at);
    tokens.push_back(std::move(token));
  }
}

std::vector<AclToken> acl_file_tokens(std::string_view line) {
  std::size_t begin = 0;
  std::size_t end = line.size();
  while (begin < end && is_trimmed(line[begin])) ++begin;
  while (end > begin && is_trimmed(line[end - 1])) --end;
  std::vector<AclToken> tokens;
  if (begin == end) return tokens;
  while (true) {
    const std::size_t space = std::min(line.find(' ', begin), end);
    std::string_view text = line.substr(begin, space - begin);
    // Behind the user's name, tabs and carriage returns around a token do not count.
    if (tokens.size() >= 2) {
      while (!text.empty() && is_trimmed(text[0])) text.remove_prefix(1);
      while (!text.empty() && is_trimmed(text.back())) text.remove_suffix(1);
    }
    const auto at = static_cast<std::uint32_t>(text.empty() ? begin : text.data() - line.data());
    tokens.push_back({std::string(text), at, at + static_cast<std::uint32_t>(text.size())});
    if (space == end) return tokens;
    begin = space + 1;
  }
}

}  // namespace fairlead::redis
