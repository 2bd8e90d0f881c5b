#include "deploy/helm/chart/ignore.h"

#include <optional>

#include "base/files.h"
#include "base/text.h"

namespace fairlead::helm {
namespace {

/// One `[…]` of a pattern, whose `[` is read: whether a byte fits; nothing where it is ill-formed.
std::optional<bool> class_holds(std::string_view pattern, std::size_t& at, char c) {
  const bool negated = at < pattern.size() && pattern[at] == '^';
  if (negated) ++at;
  const auto next = [&]() -> std::optional<char> {
    if (at < pattern.size() && pattern[at] == '\\') ++at;
    if (at >= pattern.size()) return std::nullopt;
    return pattern[at++];
  };
  bool any = false, found = false;
  while (at < pattern.size() && (pattern[at] != ']' || !any)) {
    if (pattern[at] == '-' || pattern[at] == ']') return std::nullopt;
    const auto low = next();
    auto high = low;
    if (at < pattern.size() && pattern[at] == '-') {
      ++at;
      high = next();
    }
    if (!low || !high) return std::nullopt;
    found = found || (*low <= c && c <= *high);
    any = true;
  }
  if (at >= pattern.size()) return std::nullopt;
  ++at;
  return found != negated;
}

/// Whether one step of a pattern takes a byte; moves behind the step.
std::optional<bool> step_takes(std::string_view pattern, std::size_t& at, char c) {
  const char sign = pattern[at++];
  if (sign == '?') return c != '/';
  if (sign == '[') return class_holds(pattern, at, c);
  if (sign != '\\') return sign == c;
  if (at >= pattern.size()) return std::nullopt;
  return pattern[at++] == c;
}

bool is_well_formed(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '*') {
      ++at;
    } else if (!step_takes(pattern, at, 'a')) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool go_path_matches(std::string_view pattern, std::string_view name) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t at = 0, read = 0, star = none, resume = 0;
  if (!is_well_formed(pattern)) return false;
  for (;;) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = ++at;
      resume = read;
      continue;
    }
    if (at < pattern.size() && read < name.size()) {
      std::size_t behind = at;
      if (step_takes(pattern, behind, name[read]).value_or(false)) {
        at = behind;
        ++read;
        continue;
      }
    } else if (at == pattern.size() && read == name.size()) {
      return true;
    }
    if (star == none || resume >= name.size() || name[resume] == '/') return false;
    at = star;
    read = ++resume;
  }
}

Outcome<IgnoreRules> IgnoreRules::read(std::string_view text) {
  IgnoreRules all;
  text.remove_prefix(byte_order_mark(text));
  std::vector<std::string_view> lines = split(text, '\n');
  lines.push_back("templates/.?*");
  for (std::string_view line : lines) {
    line = trimmed(line);
    if (line.empty() || line.starts_with('#')) continue;
    if (contains(line, "**"))
      return refused(Stage::load, "double-star (**) syntax is not supported");
    if (!is_well_formed(line)) return refused(Stage::load, "syntax error in pattern");
    Rule rule;
    rule.negated = line.starts_with('!');
    if (rule.negated) line.remove_prefix(1);
    rule.directories_only = line.ends_with('/');
    if (rule.directories_only) line.remove_suffix(1);
    rule.by_path = contains(line, "/");
    if (line.starts_with('/')) line.remove_prefix(1);
    rule.pattern = line;
    all.rules_.push_back(std::move(rule));
  }
  return all;
}

bool IgnoreRules::fits(const Rule& rule, std::string_view path) {
  return go_path_matches(rule.pattern, rule.by_path ? path : base_name(path));
}

bool IgnoreRules::ignores(std::string_view path, bool is_directory) const {
  for (const Rule& rule : rules_) {
    if (rule.negated) {
      if ((rule.directories_only && !is_directory) || !fits(rule, path)) return true;
    } else if ((!rule.directories_only || is_directory) && fits(rule, path)) {
      return true;
    }
  }
  return false;
}

}  // namespace fairlead::helm
