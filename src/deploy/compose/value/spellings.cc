#include "deploy/compose/value/spellings.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace fairlead::compose {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t unit_of(std::string_view name) {
  constexpr std::pair<std::string_view, std::int64_t> units[] = {{"ns", 1},
                                                                 {"us", 1'000},
                                                                 {"\xC2\xB5s", 1'000},
                                                                 {"\xCE\xBCs", 1'000},
                                                                 {"ms", 1'000'000},
                                                                 {"s", 1'000'000'000},
                                                                 {"m", 60'000'000'000},
                                                                 {"h", 3'600'000'000'000},
                                                                 {"d", 86'400'000'000'000},
                                                                 {"w", 604'800'000'000'000}};
  for (const auto& [unit, size] : units)
    if (unit == name) return size;
  return 0;
}

/// A number with a unit, taken off the text.
std::optional<std::int64_t> duration_part(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
  const std::string_view number = text.substr(0, end);
  const std::size_t dot = number.find('.');
  const std::string_view whole = number.substr(0, dot);
  const std::string_view rest = dot == number.npos ? std::string_view() : number.substr(dot + 1);
  if ((whole.empty() && rest.empty()) || contains(rest, ".")) return std::nullopt;
  std::size_t unit_end = end;
  while (unit_end < text.size() && !is_digit(text[unit_end]) && text[unit_end] != '.') ++unit_end;
  const std::int64_t unit = unit_of(text.substr(end, unit_end - end));
  if (unit == 0) return std::nullopt;
  text.remove_prefix(unit_end);
  std::int64_t value = 0;
  if (!whole.empty()) {
    const auto [at, error] = std::from_chars(whole.data(), whole.data() + whole.size(), value);
    if (error != std::errc() || value > INT64_MAX / unit) return std::nullopt;
  }
  value *= unit;
  double fraction = 0, scale = 1;
  for (const char digit : rest.substr(0, 18)) {
    fraction = fraction * 10 + (digit - '0');
    scale *= 10;
  }
  const auto part = static_cast<std::int64_t>(fraction * (static_cast<double>(unit) / scale));
  if (value > INT64_MAX - part) return std::nullopt;
  return value + part;
}

std::optional<double> floating(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::int64_t> bytes_from(std::string_view text) {
  std::int64_t plain = 0;
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), plain);
  if (error == std::errc() && end == digits.data() + digits.size() && !digits.starts_with('+'))
    return plain;
  const std::size_t last = text.find_last_of("0123456789. ");
  if (last == text.npos) return std::nullopt;
  const auto number = floating(text.substr(0, last + (text[last] == ' ' ? 0 : 1)));
  if (!number || *number < 0) return std::nullopt;
  std::string suffix = lower(text.substr(last + 1));
  double factor = 1;
  if (suffix.size() > 3) return std::nullopt;
  if (!suffix.empty() && suffix != "b") {
    constexpr std::string_view letters = "kmgtp";
    const std::size_t power = letters.find(suffix[0]);
    const std::string_view rest = std::string_view(suffix).substr(1);
    if (power == letters.npos || !(rest.empty() || rest == "b" || rest == "ib"))
      return std::nullopt;
    factor = std::pow(1024.0, static_cast<double>(power + 1));
  }
  const double size = *number * factor;
  return size < 9.2e18 ? static_cast<std::int64_t>(size) : INT64_MIN;
}

std::optional<std::int64_t> duration_from(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  std::int64_t all = 0;
  while (!text.empty()) {
    const auto part = duration_part(text);
    if (!part || all > INT64_MAX - *part) return std::nullopt;
    all += *part;
  }
  return is_negative ? -all : all;
}

std::string duration_text(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return "0s";
  const bool is_negative = nanoseconds < 0;
  std::uint64_t left = is_negative ? 0 - static_cast<std::uint64_t>(nanoseconds)
                                   : static_cast<std::uint64_t>(nanoseconds);
  const auto fraction = [](std::uint64_t value, std::uint64_t unit, int digits) {
    std::string made = fmt::format("{:0{}}", value % unit, digits);
    while (!made.empty() && made.back() == '0') made.pop_back();
    return fmt::format("{}{}{}", value / unit, made.empty() ? "" : ".", made);
  };
  std::string made = is_negative ? "-" : "";
  if (left < 1'000) return made + fmt::format("{}ns", left);
  if (left < 1'000'000) return made + fraction(left, 1'000, 3) + "\xC2\xB5s";
  if (left < 1'000'000'000) return made + fraction(left, 1'000'000, 6) + "ms";
  constexpr std::uint64_t minute = 60'000'000'000, hour = 60 * minute;
  if (left >= hour) made += fmt::format("{}h", left / hour);
  if (left >= minute) made += fmt::format("{}m", left % hour / minute);
  return made + fraction(left % minute, 1'000'000'000, 9) + "s";
}

namespace {

class CommandReader {
 public:
  explicit CommandReader(std::string_view text) : text_(text) {}

  std::optional<std::vector<CommandWord>> read() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      const Step step = letter(text_[at_]);
      if (step == Step::refused) return std::nullopt;
      if (step == Step::over) break;
    }
    if (got_) words_.push_back(word_);
    if (escaped_ || single_ || double_ || back_ || dollar_) return std::nullopt;
    return std::move(words_);
  }

 private:
  enum class Step : std::uint8_t { on, over, refused };

  void put(char c) {
    if (!open_) word_.begin = at_;
    open_ = true;
    word_.text += c;
    word_.end = at_ + 1;
  }
  void take(char c) {
    got_ = true;
    put(c);
  }
  bool is_quoted() const { return single_ || double_ || back_ || dollar_; }

  Step letter(char c) {
    if (escaped_) {
      escaped_ = false;
      take(c);
      return Step::on;
    }
    if (c == '\\') {
      if (single_)
        put(c);
      else
        escaped_ = true;
      return Step::on;
    }
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      if (is_quoted())
        put(c);
      else if (got_)
        end_word();
      return Step::on;
    }
    return sign(c);
  }

  void end_word() {
    words_.push_back(std::exchange(word_, {}));
    got_ = open_ = false;
  }

  Step sign(char c) {
    switch (c) {
      case '`':
        if (!single_ && !double_ && !dollar_) back_ = !back_;
        break;
      case ')':
        if (!single_ && !double_ && !back_) dollar_ = !dollar_;
        break;
      case '(':
        if (single_ || double_ || back_) break;
        if (dollar_ || !word_.text.ends_with('$')) return Step::refused;
        dollar_ = true;
        put(c);
        return Step::on;
      case '"':
      case '\'': {
        bool& own = c == '"' ? double_ : single_;
        if (dollar_ || (c == '"' ? single_ : double_)) break;
        got_ = got_ || own;
        own = !own;
        if (!open_) word_.begin = at_;
        open_ = true;
        word_.end = at_ + 1;
        return Step::on;
      }
      case ';':
      case '&':
      case '|':
      case '<':
      case '>':
        if (is_quoted()) break;
        if (c == '>' && !word_.text.empty() && is_digit(word_.text[0])) got_ = false;
        return Step::over;
      default:
        break;
    }
    take(c);
    return Step::on;
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::vector<CommandWord> words_;
  CommandWord word_;
  bool got_ = false, open_ = false;
  bool escaped_ = false, single_ = false, double_ = false, back_ = false, dollar_ = false;
};

}  // namespace

std::optional<std::vector<CommandWord>> command_words(std::string_view text) {
  return CommandReader(text).read();
}

}  // namespace fairlead::compose
