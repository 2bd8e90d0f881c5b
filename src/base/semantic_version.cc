#include "base/semantic_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace fairlead {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
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

/// How many bytes at the begin are `fits`.
template <typename Fits>
std::size_t run(std::string_view text, Fits fits) {
  std::size_t size = 0;
  while (size < text.size() && fits(text[size])) ++size;
  return size;
}

/// Identifiers between points, behind `mark`; 0 where there are none.
std::size_t identifiers(std::string_view text, char mark) {
  if (!text.starts_with(mark)) return 0;
  const auto fits = [](char c) { return is_digit(c) || is_letter(c) || c == '-'; };
  std::size_t size = run(text.substr(1), fits);
  if (size == 0) return 0;
  for (++size; size < text.size() && text[size] == '.';) {
    const std::size_t more = run(text.substr(size + 1), fits);
    if (more == 0) break;
    size += 1 + more;
  }
  return size;
}

/// A version's parts as they are written: what is missing is empty.
struct Written {
  std::string_view parts[3];
  std::string_view pre, metadata;  ///< with their `-` and `+`
  std::size_t size = 0;            ///< of all
};

template <typename Fits>
Written written(std::string_view text, Fits fits) {
  Written made;
  std::size_t at = text.starts_with('v') ? 1 : 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const bool has_point = i > 0 && at < text.size() && text[at] == '.';
    if (i > 0 && !has_point) break;
    const std::size_t size = run(text.substr(at + (has_point ? 1 : 0)), fits);
    if (size == 0) break;
    made.parts[i] = text.substr(at + (has_point ? 1 : 0), size);
    at += size + (has_point ? 1 : 0);
  }
  if (made.parts[0].empty()) return {};
  made.pre = text.substr(at, identifiers(text.substr(at), '-'));
  at += made.pre.size();
  made.metadata = text.substr(at, identifiers(text.substr(at), '+'));
  made.size = at + made.metadata.size();
  return made;
}

bool number(std::string_view text, std::uint64_t& value) {
  if (text.empty()) return true;
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
}

bool has_leading_zero(std::string_view identifiers) {
  for (const std::string_view one : split(identifiers, '.')) {
    if (one.size() > 1 && one[0] == '0' && std::ranges::all_of(one, is_digit)) return true;
  }
  return false;
}

int compared_identifiers(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.empty() || b.empty()) return a.empty() ? -1 : 1;
  const bool a_counts = std::ranges::all_of(a, is_digit),
             b_counts = std::ranges::all_of(b, is_digit);
  if (a_counts != b_counts) return a_counts ? -1 : 1;
  if (a_counts && a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a < b ? -1 : 1;
}

int compared_pre(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a == b ? 0 : a.empty() ? 1 : -1;
  const auto as = split(a, '.'), bs = split(b, '.');
  for (std::size_t i = 0; i < std::max(as.size(), bs.size()); ++i) {
    const int one = compared_identifiers(i < as.size() ? as[i] : "", i < bs.size() ? bs[i] : "");
    if (one != 0) return one;
  }
  return 0;
}

bool is_x(std::string_view part) { return part == "x" || part == "X" || part == "*"; }
bool is_open(std::string_view part) { return part.empty() || is_x(part); }
bool fits_bound(char c) { return is_digit(c) || c == 'x' || c == 'X' || c == '*' || c == '|'; }

}  // namespace

std::string SemanticVersion::text() const {
  return fmt::format("{}.{}.{}{}{}{}{}", major, minor, patch, pre.empty() ? "" : "-", pre,
                     metadata.empty() ? "" : "+", metadata);
}

int SemanticVersion::compared(const SemanticVersion& other) const {
  if (major != other.major) return major < other.major ? -1 : 1;
  if (minor != other.minor) return minor < other.minor ? -1 : 1;
  if (patch != other.patch) return patch < other.patch ? -1 : 1;
  return compared_pre(pre, other.pre);
}

namespace {

/// Whether each part between points is there, of letters, digits and dashes alone.
bool are_identifiers(std::string_view text) {
  return text.empty() || identifiers(fmt::format("-{}", text), '-') == text.size() + 1;
}

}  // namespace

std::string pre_release_refusal(std::string_view text) {
  if (!are_identifiers(text)) return "invalid prerelease string";
  return has_leading_zero(text) ? "version segment starts with 0" : "";
}

std::string metadata_refusal(std::string_view text) {
  return are_identifiers(text) ? "" : "invalid metadata string";
}

std::optional<SemanticVersion> semantic_version(std::string_view text, std::string& error) {
  const Written parts = written(text, is_digit);
  if (text.size() > 256)
    error = "version string is too long (max 256 bytes)";
  else if (parts.size == 0 || parts.size != text.size())
    error = "invalid semantic version";
  if (!error.empty()) return std::nullopt;
  SemanticVersion made;
  std::uint64_t* const numbers[] = {&made.major, &made.minor, &made.patch};
  for (std::size_t i = 0; i < 3; ++i) {
    if (number(parts.parts[i], *numbers[i])) continue;
    error = fmt::format(
        "error parsing version segment: strconv.ParseUint: parsing \"{}\": value out of range",
        parts.parts[i]);
    return std::nullopt;
  }
  if (!parts.pre.empty()) made.pre = parts.pre.substr(1);
  if (!parts.metadata.empty()) made.metadata = parts.metadata.substr(1);
  if (has_leading_zero(made.pre)) {
    error = "version segment starts with 0";
    return std::nullopt;
  }
  return made;
}

namespace {

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
      return written(rest, fits_bound).size == rest.size();
    };
    for (std::size_t at = end; at > 0 && !is_space(made[at - 1]) && made[at - 1] != ',';) {
      --at;
      if (fits(at)) begin = at;
    }
    const std::size_t size = written(std::string_view(made).substr(after), fits_bound).size;
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
    const std::size_t size = run(text.substr(at), is_space);
    at += size;
    return size > 0;
  };
  const auto improper = [&] {
    error = fmt::format("improper constraint: {}", in_quotes(text));
    return std::nullopt;
  };
  for (bool is_first = true; is_first || at < text.size(); is_first = false) {
    bool apart = spaces();
    if (!is_first && at < text.size() && text[at] == ',') {
      ++at;
      apart = true;
      spaces();
    }
    if (!is_first && at == text.size()) break;
    if (!is_first && !apart && !is_space(text[at - 1])) return improper();
    Operator how = Operator::equal;
    for (const auto& [word, meaning] : operators) {
      if (!text.substr(at).starts_with(word)) continue;
      how = meaning;
      at += word.size();
      break;
    }
    spaces();
    const std::size_t size = written(text.substr(at), fits_bound).size;
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
  const Written parts = written(text, fits_bound);
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
      return compared_pre(version.pre, other.pre) != 0;
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

}  // namespace fairlead
