#include "base/glob.h"

namespace fairlead {
namespace {

/// Matches one `[…]` at the start of `pattern` against `c`; advances past it. An unclosed one is a
/// plain `[`.
bool matches_class(std::string_view& pattern, char c) {
  const auto close = pattern.find(']', 2);
  if (close == std::string_view::npos) {
    pattern.remove_prefix(1);
    return c == '[';
  }
  std::string_view set = pattern.substr(1, close - 1);
  pattern.remove_prefix(close + 1);
  const bool negated = !set.empty() && (set.front() == '!' || set.front() == '^');
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      found = found || (set[i] <= c && c <= set[i + 2]);
      i += 2;
    } else {
      found = found || set[i] == c;
    }
  }
  return found != negated && c != '/';
}

}  // namespace

bool path_matches(std::string_view pattern, std::string_view path) {
  // The usual two-pointer walk; a later star makes an earlier one final, but `**` also crosses
  // slashes, so both kinds keep a place to go back to.
  std::string_view star_pattern, star_path, deep_pattern, deep_path;
  bool has_star = false, has_deep = false;
  for (;;) {
    if (pattern.starts_with("**/")) {
      pattern.remove_prefix(3);
      deep_pattern = pattern;
      deep_path = path;
      has_deep = true;
      has_star = false;
      continue;
    }
    if (pattern == "**") return true;
    if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      star_pattern = pattern;
      star_path = path;
      has_star = true;
      continue;
    }
    if (path.empty() && pattern.empty()) return true;
    if (!path.empty() && !pattern.empty()) {
      std::string_view rest = pattern;
      bool same = false;
      if (pattern.front() == '[') {
        same = matches_class(rest, path.front());
      } else {
        same = pattern.front() == path.front() || (pattern.front() == '?' && path.front() != '/');
        rest.remove_prefix(1);
      }
      if (same) {
        pattern = rest;
        path.remove_prefix(1);
        continue;
      }
    }
    if (has_star && !star_path.empty() && star_path.front() != '/') {
      star_path.remove_prefix(1);
      pattern = star_pattern;
      path = star_path;
      continue;
    }
    const auto slash = has_deep ? deep_path.find('/') : std::string_view::npos;
    if (slash == std::string_view::npos) return false;
    deep_path.remove_prefix(slash + 1);
    pattern = deep_pattern;
    path = deep_path;
    has_star = false;
  }
}

}  // namespace fairlead
