#include "deploy/helm/chart/version_range.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"

namespace fairlead::helm {
namespace {

constexpr std::size_t longest_version = 256, longest_range = 512, most_groups = 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); }
bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

struct Number {
  std::array<std::uint64_t, 3> parts{};
  std::string_view pre;
};

/// A version in its written parts; a number may be a wildcard in a range.
struct Written {
  std::array<std::string_view, 3> parts{};  // "" where it is left out
  std::string_view pre, build;
  std::size_t size = 0;
};

/// Words with dots between them, as long as they go.
std::string_view words(std::string_view text) {
  std::size_t end = 0;
  for (;;) {
    const std::size_t begin = end;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end == begin) return text.substr(0, begin > 0 ? begin - 1 : 0);
    if (end == text.size() || text[end] != '.') return text.substr(0, end);
    ++end;
  }
}

/// What a text begins with; `is_part` says which bytes a number may have.
std::optional<Written> written_version(std::string_view text, bool (*is_part)(char)) {
  Written version;
  std::size_t at = text.starts_with('v') ? 1 : 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t begin = i == 0 ? at : at + 1;
    if (i > 0 && (at >= text.size() || text[at] != '.')) break;
    std::size_t end = begin;
    while (end < text.size() && is_part(text[end])) ++end;
    if (end == begin) break;
    version.parts[i] = text.substr(begin, end - begin);
    at = end;
  }
  if (version.parts[0].empty()) return std::nullopt;
  if (at < text.size() && text[at] == '-') version.pre = words(text.substr(at + 1));
  if (!version.pre.empty()) at += 1 + version.pre.size();
  if (at < text.size() && text[at] == '+') version.build = words(text.substr(at + 1));
  if (!version.build.empty()) at += 1 + version.build.size();
  version.size = at;
  return version;
}

/// The numbers of a version; nothing where one is none or too large, or a pre-release's number
/// begins with a zero.
std::optional<Number> number_of(const Written& written) {
  Number version;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string_view part = written.parts[i];
    if (part.empty()) continue;
    const auto [end, error] =
        std::from_chars(part.data(), part.data() + part.size(), version.parts[i]);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
  }
  version.pre = written.pre;
  if (version.pre.empty()) return version;
  for (const std::string_view part : split(version.pre, '.'))
    if (part.size() > 1 && part[0] == '0' && all_digits(part)) return std::nullopt;
  return version;
}

std::optional<Number> version_of(std::string_view text) {
  if (text.size() > longest_version) return std::nullopt;
  const auto written = written_version(text, is_digit);
  if (!written || written->size != text.size()) return std::nullopt;
  return number_of(*written);
}

std::optional<std::uint64_t> as_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

int compare_words(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.empty() || b.empty()) return a.empty() ? -1 : 1;
  const auto x = as_number(a), y = as_number(b);
  if (x && y) return *x > *y ? 1 : -1;
  if (x || y) return x ? -1 : 1;
  return a > b ? 1 : -1;
}

int compare_pre(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.empty() == b.empty() ? 0 : a.empty() ? 1 : -1;
  const auto x = split(a, '.'), y = split(b, '.');
  for (std::size_t i = 0; i < std::max(x.size(), y.size()); ++i) {
    const int d = compare_words(i < x.size() ? x[i] : "", i < y.size() ? y[i] : "");
    if (d != 0) return d;
  }
  return 0;
}

int compare(const Number& a, const Number& b) {
  for (std::size_t i = 0; i < 3; ++i)
    if (a.parts[i] != b.parts[i]) return a.parts[i] < b.parts[i] ? -1 : 1;
  return compare_pre(a.pre, b.pre);
}

enum class Operator : std::uint8_t { equal, differs, above, below, from, upto, tilde, caret };

/// One condition of a range. `fixed` counts the numbers that are written before a wildcard or the
/// end.
struct Condition {
  Operator how{};
  Number than;
  int fixed = 3;

  bool holds(const Number& version) const {
    switch (how) {
      case Operator::equal:
        return fixed < 3 ? tilde(version) : compare(version, than) == 0;
      case Operator::differs:
        return differs(version);
      case Operator::above:
        return above(version);
      case Operator::below:
        return compare(version, than) < 0;
      case Operator::from:
        return compare(version, than) >= 0;
      case Operator::upto:
        return upto(version);
      case Operator::tilde:
        return tilde(version);
      case Operator::caret:
        return caret(version);
    }
    __builtin_unreachable();
  }

 private:
  bool same(const Number& version, std::size_t part) const {
    return version.parts[part] == than.parts[part];
  }
  bool differs(const Number& version) const {
    if (fixed == 3) return compare(version, than) != 0;
    if (!same(version, 0)) return true;
    if (fixed == 1) return false;
    if (!same(version, 1)) return true;
    if (fixed == 0) return !same(version, 2) || compare(version, than) != 0;
    return compare_pre(version.pre, than.pre) != 0;
  }
  bool above(const Number& version) const {
    if (fixed == 3 || !same(version, 0)) return compare(version, than) > 0;
    if (fixed == 1) return false;
    if (fixed == 2) return version.parts[1] > than.parts[1];
    return compare(version, than) > 0;
  }
  bool upto(const Number& version) const {
    if (fixed == 3) return compare(version, than) <= 0;
    if (!same(version, 0)) return version.parts[0] < than.parts[0];
    return fixed == 1 || version.parts[1] <= than.parts[1];
  }
  bool tilde(const Number& version) const {
    if (compare(version, than) < 0) return false;
    const bool any = than.parts == std::array<std::uint64_t, 3>{} && (fixed == 0 || fixed == 3);
    return any || (same(version, 0) && (fixed == 1 || same(version, 1)));
  }
  bool caret(const Number& version) const {
    if (compare(version, than) < 0) return false;
    if (than.parts[0] > 0 || fixed == 1) return same(version, 0);
    if (version.parts[0] > 0) return false;
    if (than.parts[1] > 0 || fixed == 2) return same(version, 1);
    return version.parts[1] == 0 && same(version, 2);
  }
};

bool is_wildcard(std::string_view part) { return part == "x" || part == "X" || part == "*"; }
bool is_range_part(char c) { return is_digit(c) || c == 'x' || c == 'X' || c == '*' || c == '|'; }

std::optional<Condition> condition_of(Operator how, Written written) {
  Condition condition{how, {}, 3};
  for (std::size_t i = 0; i < 3; ++i) {
    const bool open = i >= static_cast<std::size_t>(condition.fixed);
    if (!open && !written.parts[i].empty() && !is_wildcard(written.parts[i])) continue;
    if (!open) condition.fixed = static_cast<int>(i);
    written.parts[i] = {};
  }
  const auto number = number_of(written);
  if (!number) return std::nullopt;
  condition.than = *number;
  return condition;
}

struct Sign {
  std::string_view text;
  Operator how;
};
constexpr Sign signs[] = {
    {"!=", Operator::differs}, {">=", Operator::from}, {"=>", Operator::from},
    {"<=", Operator::upto},    {"=<", Operator::upto}, {"~>", Operator::tilde},
    {"=", Operator::equal},    {">", Operator::above}, {"<", Operator::below},
    {"~", Operator::tilde},    {"^", Operator::caret}};

/// Reads conditions that must all hold: with blanks or commas between them.
class GroupReader {
 public:
  explicit GroupReader(std::string_view text) : text_(text) {}

  std::optional<std::vector<Condition>> read() {
    std::vector<Condition> all;
    for (;;) {
      skip_space();
      if (!next(all)) return std::nullopt;
      const bool blank = skip_space();
      if (at_ == text_.size()) return all;
      if (text_[at_] == ',') {
        ++at_;
      } else if (!blank) {
        return std::nullopt;
      }
    }
  }

 private:
  bool skip_space() {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    return at_ > from;
  }
  std::optional<Written> version() {
    auto written = written_version(text_.substr(at_), is_range_part);
    if (written) at_ += written->size;
    return written;
  }
  /// `1.2 - 2.3` is a condition on either side.
  std::optional<Written> upper_end() {
    const std::size_t begin = at_;
    if (skip_space() && at_ < text_.size() && text_[at_++] == '-' && skip_space()) {
      if (auto written = version()) return written;
    }
    at_ = begin;
    return std::nullopt;
  }
  bool next(std::vector<Condition>& all) {
    const auto sign = std::ranges::find_if(
        signs, [&](const Sign& each) { return text_.substr(at_).starts_with(each.text); });
    const bool bare = sign == std::end(signs);
    if (!bare) at_ += sign->text.size();
    skip_space();
    const auto written = version();
    if (!written) return false;
    const auto upper = upper_end();
    if (upper && !bare) return false;
    const auto condition = condition_of(upper  ? Operator::from
                                        : bare ? Operator::equal
                                               : sign->how,
                                        *written);
    const auto end = upper ? condition_of(Operator::upto, *upper) : std::nullopt;
    if (!condition || (upper && !end)) return false;
    all.push_back(*condition);
    if (end) all.push_back(*end);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::vector<std::string_view> alternatives(std::string_view range) {
  std::vector<std::string_view> groups;
  for (std::size_t at = range.find("||"); at != range.npos; at = range.find("||")) {
    groups.push_back(range.substr(0, at));
    range.remove_prefix(at + 2);
  }
  groups.push_back(range);
  return groups;
}

}  // namespace

bool is_version(std::string_view text) { return version_of(text).has_value(); }

bool version_fits(std::string_view range, std::string_view version) {
  const auto number = version_of(version);
  const auto groups = alternatives(range);
  if (!number || range.size() > longest_range || groups.size() > most_groups) return false;
  bool fits = false;
  for (const std::string_view group : groups) {
    const auto conditions = GroupReader(group).read();
    if (!conditions) return false;
    const bool names_pre =
        std::ranges::any_of(*conditions, [](const Condition& c) { return !c.than.pre.empty(); });
    const bool all =
        std::ranges::all_of(*conditions, [&](const Condition& c) { return c.holds(*number); });
    fits = fits || (all && (names_pre || number->pre.empty()));
  }
  return fits;
}

}  // namespace fairlead::helm
