#include <algorithm>

#include "redis/acl/acl.h"

namespace fairlead::redis {
namespace {

/// One element of a pattern that takes exactly one byte.
struct Step {
  bool matches = false;
  std::size_t next = 0;  ///< where the pattern goes on
};

/// A bracket, which begins at `at`. Where it is not closed, it reaches to the end; a '-' makes a
/// range even before the closing bracket.
Step match_bracket(std::string_view pattern, std::size_t at, unsigned char byte) {
  ++at;
  const bool negated = at < pattern.size() && pattern[at] == '^';
  if (negated) ++at;
  bool found = false;
  while (at < pattern.size() && pattern[at] != ']') {
    const auto first = static_cast<unsigned char>(pattern[at]);
    if (first == '\\' && at + 1 < pattern.size()) {
      found |= static_cast<unsigned char>(pattern[at + 1]) == byte;
      at += 2;
    } else if (at + 2 < pattern.size() && pattern[at + 1] == '-') {
      const auto last = static_cast<unsigned char>(pattern[at + 2]);
      found |= byte >= std::min(first, last) && byte <= std::max(first, last);
      at += 3;
    } else {
      found |= first == byte;
      at += 1;
    }
  }
  return {found != negated, std::min(at + 1, pattern.size())};
}

Step match_one(std::string_view pattern, std::size_t at, char byte) {
  if (pattern[at] == '?') return {true, at + 1};
  if (pattern[at] == '[') return match_bracket(pattern, at, static_cast<unsigned char>(byte));
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  return {pattern[at] == byte, at + 1};
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
  // The servers look at a pattern only while there is text, so that even "*" does not match "".
  if (text.empty()) return pattern.empty();
  std::size_t in_pattern = 0;
  std::size_t in_text = 0;
  std::size_t after_star = std::string_view::npos;
  std::size_t star_text = 0;
  while (in_text < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      after_star = ++in_pattern;
      star_text = in_text;
      continue;
    }
    if (in_pattern < pattern.size()) {
      const Step step = match_one(pattern, in_pattern, text[in_text]);
      if (step.matches) {
        in_pattern = step.next;
        ++in_text;
        continue;
      }
    }
    // Let the last star take one byte more; earlier ones need never change.
    if (after_star == std::string_view::npos) return false;
    in_pattern = after_star;
    in_text = ++star_text;
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
  return in_pattern == pattern.size();
}

}  // namespace fairlead::redis
