#include "base/versions/version_constraint.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/versions/written_version.h"

namespace fairlead {
namespace {

/// That library's.
constexpr std::size_t most_groups = 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); }

/// As Go's %q has it, for the bytes that occur.
std::string in_quotes(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '\n' || c == '\t' || c == '\r')
      made += {'\\', c == '\n' ? 'n' : c == '\t' ? 't' : 'r'};
    else if (c == '"' || c == '\\')
      made += {'\\', c};
    else
      made += c;
  }
  return made + "\"";
}

bool is_x(std::string_view part) { return part == "x" || part == "X" || part == "*"; }
bool is_open(std::string_view part) { return part.empty() || is_x(part); }
bool fits_bound(char c) { return is_digit(c) || c == 'x' || c == 'X' || c == '*' || c == '|'; }

/// `1.2 - 1.4` as `>= 1.2, <= 1.4 `.
std::string with_ranges(std::string_view text) {
  std::string made(text);
  for (std::size_t dash = made.find('-'); dash != made.npos; dash = made.find('-', dash + 1)) {
    if (dash == 0 || dash + 1 >= made.size() || !is_space(made[dash - 1]) ||
        !is_space(made[dash + 1]))
      continue;
    std::size_t end = dash, after = dash + 1;
    while (end > 0 && is_space(made[end - 1])) --end;
    while (after < made.size() && is_space(made[after])) ++after;
    std::size_t begin = end;
    const auto fits = [&](std::size_t at) {
      const std::string_view rest = std::string_view(made).substr(at, end - at);
      return written_version(rest, fits_bound).size == rest.size();
    };
    for (std::size_t at = end; at > 0 && !is_space(made[at - 1]) && made[at - 1] != ',';) {
      --at;
      if (fits(at)) begin = at;
    }
    const std::size_t size = written_version(std::string_view(made).substr(after), fits_bound).size;
    if (begin == end || size == 0) continue;
    const std::string range =
        ">= " + made.substr(begin, end - begin) + ", <= " + made.substr(after, size) + " ";
    made.replace(begin, after + size - begin, range);
    dash = begin + range.size() - 1;
  }
  return made;
}

}  // namespace

std::optional<VersionConstraint> VersionConstraint::parsed(std::string_view text,
                                                           std::string& error) {
  if (text.size() > 512) {
    error = "constraint string is too long (max 512 bytes)";
    return std::nullopt;
  }
  const std::string all = with_ranges(text);
  std::size_t count = 1;
  for (std::size_t at = all.find("||"); at != all.npos; at = all.find("||", at + 2)) ++count;
  if (count > most_groups) {
    error = fmt::format("too many constraint groups (max {})", most_groups);
    return std::nullopt;
  }
  VersionConstraint made;
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find("||", at), all.size());
    const auto one = group(std::string_view(all).substr(at, end - at), error);
    if (!one) return std::nullopt;
    made.groups_.push_back(*one);
    at = end + 2;
  }
  return made;
}

std::optional<VersionConstraint::Group> VersionConstraint::group(std::string_view text,
                                                                 std::string& error) {
  constexpr std::pair<std::string_view, Operator> operators[] = {
      {"!=", Operator::unequal}, {">=", Operator::from},  {"=>", Operator::from},
      {"<=", Operator::up_to},   {"=<", Operator::up_to}, {"~>", Operator::tilde},
      {"=", Operator::equal},    {">", Operator::above},  {"<", Operator::below},
      {"~", Operator::tilde},    {"^", Operator::caret}};
  Group made;
  std::size_t at = 0;
  const auto spaces = [&] {
    const std::size_t size = run_size(text.substr(at), is_space);
    at += size;
    return size > 0;
  };
  const auto improper = [&] {
    error = fmt::format("improper constraint: {}", in_quotes(text));
    return std::nullopt;
  };
  for (bool is_first = true; is_first || at < text.size(); is_first = false) {
    bool apart = spaces();
    const bool has_comma = !is_first && at < text.size() && text[at] == ',';
    if (has_comma) {
      ++at;
      apart = true;
      spaces();
    }
    if (!is_first && !has_comma && at == text.size()) break;
    if (!is_first && !apart && !is_space(text[at - 1])) return improper();
    Operator how = Operator::equal;
    for (const auto& [word, meaning] : operators) {
      if (!text.substr(at).starts_with(word)) continue;
      how = meaning;
      at += word.size();
      break;
    }
    spaces();
    const std::size_t size = written_version(text.substr(at), fits_bound).size;
    if (size == 0) return improper();
    const auto one = bound(how, text.substr(at, size), error);
    if (!one) return std::nullopt;
    made.has_pre = made.has_pre || !one->version.pre.empty();
    made.bounds.push_back(*one);
    at += size;
  }
  return made;
}

std::optional<VersionConstraint::Bound> VersionConstraint::bound(Operator how,
                                                                 std::string_view text,
                                                                 std::string& error) {
  const WrittenVersion parts = written_version(text, fits_bound);
  Bound made;
  made.how = how;
  std::string version(text);
  const std::string pre(parts.pre);
  if (is_open(parts.parts[0])) {
    made.open = true;
    version = "0.0.0" + pre;
  } else if (is_open(parts.parts[1])) {
    made.open = made.open_minor = true;
    version = std::string(parts.parts[0]) + ".0.0" + pre;
  } else if (is_open(parts.parts[2])) {
    made.open = made.open_patch = true;
    version = std::string(parts.parts[0]) + "." + std::string(parts.parts[1]) + ".0" + pre;
  }
  std::string why;
  const auto read = semantic_version(version, why);
  if (!read) {
    error = "constraint parser error";
    return std::nullopt;
  }
  made.version = *read;
  return made;
}

bool VersionConstraint::met_by(const SemanticVersion& version) const {
  return std::ranges::any_of(groups_, [&](const Group& group) {
    if (!version.pre.empty() && !group.has_pre) return false;
    return std::ranges::all_of(group.bounds,
                               [&](const Bound& bound) { return meets(version, bound); });
  });
}

bool VersionConstraint::tilde(const SemanticVersion& version, const Bound& bound) {
  const SemanticVersion& least = bound.version;
  if (version.compared(least) < 0) return false;
  const bool is_zero = least.major == 0 && least.minor == 0 && least.patch == 0;
  if (is_zero && !bound.open_minor && !bound.open_patch) return true;
  return version.major == least.major && (version.minor == least.minor || bound.open_minor);
}

bool VersionConstraint::caret(const SemanticVersion& version, const Bound& bound) {
  const SemanticVersion& least = bound.version;
  if (version.compared(least) < 0) return false;
  if (least.major > 0 || bound.open_minor) return version.major == least.major;
  if (version.major > 0) return false;
  if (least.minor > 0 || bound.open_patch) return version.minor == least.minor;
  return version.minor == 0 && version.patch == least.patch;
}

bool VersionConstraint::meets(const SemanticVersion& version, const Bound& bound) {
  const SemanticVersion& other = bound.version;
  const int order = version.compared(other);
  switch (bound.how) {
    case Operator::equal:
      return bound.open ? tilde(version, bound) : order == 0;
    case Operator::unequal:
      if (!bound.open) return order != 0;
      if (version.major != other.major) return true;
      if (bound.open_minor) return false;
      if (version.minor != other.minor) return true;
      if (!bound.open_patch) return version.patch != other.patch || order != 0;
      return compared_pre_releases(version.pre, other.pre) != 0;
    case Operator::above:
      if (!bound.open || version.major != other.major)
        return bound.open ? version.major > other.major : order > 0;
      if (bound.open_minor) return false;
      return bound.open_patch ? version.minor > other.minor : order > 0;
    case Operator::below:
      return order < 0;
    case Operator::from:
      return order >= 0;
    case Operator::up_to:
      if (!bound.open) return order <= 0;
      if (version.major != other.major) return version.major < other.major;
      return version.minor <= other.minor || bound.open_minor;
    case Operator::tilde:
      return tilde(version, bound);
    case Operator::caret:
      return caret(version, bound);
  }
  __builtin_unreachable();
}

bool is_version(std::string_view text) {
  std::string error;
  return semantic_version(text, error).has_value();
}

bool version_fits(std::string_view range, std::string_view version) {
  std::string error;
  const auto read = semantic_version(version, error);
  const auto constraint = read ? VersionConstraint::parsed(range, error) : std::nullopt;
  return constraint && constraint->met_by(*read);
}

}  // namespace fairlead
