#include "emit/scalar_traits.h"

#include "emit/characters.h"
#include "tree/scalar.h"
#include "tree/timestamp.h"

namespace fairlead::emit {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A float in base 60 as YAML 1.1 has it: `190:20:30.15`.
bool is_base_60(std::string_view text) {
  std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  if (at >= text.size() || !is_digit(text[at])) return false;
  while (at < text.size() && (is_digit(text[at]) || text[at] == '_')) ++at;
  if (at >= text.size() || text[at] != ':') return false;
  while (at < text.size() && text[at] == ':') {
    std::size_t digits = 0;
    while (digits < 2 && at + 1 + digits < text.size() && is_digit(text[at + 1 + digits])) ++digits;
    if (digits == 0 || (digits == 2 && text[at + 1] > '5')) return false;
    at += 1 + digits;
  }
  if (at < text.size() && text[at] == '.')
    ++at;
  else
    return at == text.size();
  while (at < text.size() && (is_digit(text[at]) || text[at] == '_')) ++at;
  return at == text.size();
}

/// Characters that a plain scalar may not have where they are.
class Indicators {
 public:
  explicit Indicators(std::string_view text) : text_(text) {}

  bool any() const {
    if (text_.starts_with("---") || text_.starts_with("...") || at_begin()) return true;
    for (std::size_t at = 1; at < text_.size(); ++at) {
      if (text_[at] == ':' && blank_follows(at)) return true;
      if (text_[at] == '#' && after_blank(at)) return true;
    }
    return false;
  }

 private:
  bool at_begin() const {
    constexpr std::string_view always = "#,[]{}&*!|>'\"%@`", before_blank = "?:-";
    const char first = text_.front();
    return always.find(first) != always.npos ||
           (before_blank.find(first) != before_blank.npos && blank_follows(0));
  }
  bool blank_follows(std::size_t at) const {
    return at + 1 >= text_.size() || text_[at + 1] == ' ' || text_[at + 1] == '\t';
  }
  /// A line break before it counts too, but forbids a plain scalar anyway.
  bool after_blank(std::size_t at) const {
    const char before = text_[at - 1];
    return before == ' ' || before == '\t' || before == '\0';
  }

  std::string_view text_;
};

}  // namespace

bool needs_quotes(std::string_view text, Version version) {
  if (version == Version::three && (text.starts_with("0o-") || text.starts_with("0o+"))) {
    // Version 3 reads what follows `0o` with its sign, as both do behind `0b`.
    const std::string usual = text[2] + std::string("0o").append(text.substr(3));
    if (plain_scalar_kind(usual) == Kind::integer) return true;
  }
  return plain_scalar_kind(text) != Kind::string || is_timestamp(text) || is_base_60(text);
}

bool is_printable(std::uint32_t code) {
  if (code < 0x80) return code == '\n' || (code >= 0x20 && code < 0x7f);
  return code >= 0xa0 && code < 0xfffe && code != 0xfeff;
}

ScalarTraits scalar_traits(std::string_view text, Version version) {
  if (text.empty()) return {false, true, true, false};
  ScalarTraits traits;
  bool has_special = false, has_tab = false, space_break = false, break_space = false;
  char previous = 'x';  // ' ' and '\n' stand for all blanks and breaks
  for (std::size_t at = 0; at < text.size();) {
    const Character next = character_at(text, at);
    const bool breaks = is_break(next.code);
    if (next.code == '\t' && version == Version::three)
      has_tab = true;
    else if (!is_printable(next.code))
      has_special = true;
    if (next.code == ' ' && previous == '\n') break_space = true;
    if (breaks && previous == ' ') space_break = true;
    traits.is_multiline = traits.is_multiline || breaks;
    previous = breaks ? '\n' : next.code == ' ' ? ' ' : 'x';
    at += next.size;
  }
  const bool is_odd = space_break || has_special;
  const bool blank_ends = text.front() == ' ' || text.back() == ' ';
  traits.allows_block = text.back() != ' ' && !is_odd;
  traits.allows_single_quotes = !break_space && !is_odd && !has_tab;
  traits.allows_plain =
      traits.allows_single_quotes && !blank_ends && !traits.is_multiline && !Indicators(text).any();
  return traits;
}

}  // namespace fairlead::emit
