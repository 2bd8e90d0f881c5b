#include "gotemplate/parse/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gotemplate/strconv/quote.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

constexpr char32_t end_of_text = 0xffffffff;
constexpr std::string_view left_delimiter = "{{", right_delimiter = "}}";
constexpr std::string_view blanks = " \t\r\n";

constexpr std::pair<std::string_view, Token::Kind> keywords[] = {
    {"block", Token::Kind::keyword_block},
    {"break", Token::Kind::keyword_break},
    {"continue", Token::Kind::keyword_continue},
    {"define", Token::Kind::keyword_define},
    {"else", Token::Kind::keyword_else},
    {"end", Token::Kind::keyword_end},
    {"if", Token::Kind::keyword_if},
    {"nil", Token::Kind::keyword_nil},
    {"range", Token::Kind::keyword_range},
    {"template", Token::Kind::keyword_template},
    {"with", Token::Kind::keyword_with},
};

bool is_blank(char32_t rune) { return rune == ' ' || rune == '\t' || rune == '\r' || rune == '\n'; }

bool has_left_trim(std::string_view text) {
  return text.size() >= 2 && text[0] == '-' && is_blank(static_cast<char32_t>(text[1]));
}

bool has_right_trim(std::string_view text) {
  return text.size() >= 2 && is_blank(static_cast<char32_t>(text[0])) && text[1] == '-';
}

/// Go's %#U.
std::string unicode_text(char32_t rune) {
  if (rune == end_of_text) return "U+FFFFFFFFFFFFFFFF";
  std::string text = fmt::format("U+{:04X}", static_cast<std::uint32_t>(rune));
  if (!is_printable(rune)) return text;
  text += " '";
  append_rune(text, rune);
  return text + "'";
}

}  // namespace

std::string Token::shown() const {
  if (kind == Kind::end_of_text) return "EOF";
  if (kind == Kind::error) return std::string(text);
  if (kind >= Kind::dot) return fmt::format("<{}>", text);
  if (text.size() <= 10) return gotemplate::quoted(text);
  std::size_t cut = 0;
  for (int i = 0; i < 10 && cut < text.size(); ++i) cut += rune_at(text, cut).size;
  return gotemplate::quoted(text.substr(0, cut)) + "...";
}

char32_t Lexer::take() {
  last_size_ = 0;
  if (at_ >= text_.size()) return end_of_text;
  const Rune rune = rune_at(text_, at_);
  last_size_ = rune.size;
  at_ += rune.size;
  return rune.value;
}

void Lexer::back() { at_ -= last_size_; }

char32_t Lexer::peek() {
  const std::uint32_t at = at_;
  const char32_t rune = take();
  at_ = at;
  return rune;
}

bool Lexer::accept(std::string_view any) {
  const char32_t rune = peek();
  if (rune >= 0x80 || any.find(static_cast<char>(rune)) == any.npos) return false;
  ++at_;
  return true;
}

void Lexer::accept_all(std::string_view any) {
  while (accept(any)) {
  }
}

bool Lexer::at_terminator() {
  const char32_t rune = peek();
  if (rune == end_of_text || is_blank(rune)) return true;
  if (rune < 0x80 && std::string_view(".,|:)(").find(static_cast<char>(rune)) != std::string::npos)
    return true;
  return starts_with(right_delimiter);
}

bool Lexer::at_right_delimiter(bool& trims) const {
  const std::string_view rest = text_.substr(at_);
  trims = has_right_trim(rest) && rest.substr(2).starts_with(right_delimiter);
  return trims || rest.starts_with(right_delimiter);
}

Token Lexer::made(Kind kind) {
  Token token{kind, start_, 1, text_.substr(start_, at_ - start_)};
  line_ += static_cast<std::uint32_t>(
      std::count(text_.begin() + counted_, text_.begin() + start_, '\n'));
  counted_ = start_;
  token.line = line_;
  start_ = at_;
  return token;
}

Token Lexer::wrong(std::string message) {
  at_ = start_;
  Token token = made(Kind::error);
  message_ = std::move(message);
  token.text = message_;
  // Nothing follows.
  at_ = start_ = counted_ = static_cast<std::uint32_t>(text_.size());
  inside_ = false;
  return token;
}

Token Lexer::bad_character(char32_t rune) { return wrong("bad character " + unicode_text(rune)); }

Token Lexer::next() {
  while (!inside_) {
    const std::size_t found = text_.find(left_delimiter, at_);
    if (found == text_.npos) {
      at_ = static_cast<std::uint32_t>(text_.size());
      return made(at_ > start_ ? Kind::text : Kind::end_of_text);
    }
    if (found > at_) {
      const auto delimiter = static_cast<std::uint32_t>(found);
      at_ = delimiter;
      if (has_left_trim(text_.substr(found + left_delimiter.size()))) {
        while (at_ > start_ && is_blank(static_cast<unsigned char>(text_[at_ - 1]))) --at_;
      }
      const Token token = made(Kind::text);
      at_ = delimiter;
      skip();
      if (!token.text.empty()) return token;
    }
    Token token;
    if (left(token)) return token;
  }
  return inside();
}

/// What `{{` begins; false where it is a comment, which is skipped.
bool Lexer::left(Token& token) {
  at_ += static_cast<std::uint32_t>(left_delimiter.size());
  const bool trims = has_left_trim(text_.substr(at_));
  if (text_.substr(at_ + (trims ? 2 : 0)).starts_with("/*")) {
    at_ += trims ? 2 : 0;
    skip();
    return comment(token);
  }
  token = made(Kind::left_delimiter);
  inside_ = true;
  at_ += trims ? 2 : 0;
  skip();
  parentheses_ = 0;
  return true;
}

bool Lexer::comment(Token& token) {
  const std::size_t end = text_.find("*/", at_ + 2);
  if (end == text_.npos) {
    token = wrong("unclosed comment");
    return true;
  }
  at_ = static_cast<std::uint32_t>(end) + 2;
  bool trims = false;
  if (!at_right_delimiter(trims)) {
    token = wrong("comment ends before closing delimiter");
    return true;
  }
  at_ += (trims ? 2 : 0) + static_cast<std::uint32_t>(right_delimiter.size());
  if (trims) accept_all(blanks);
  skip();
  return false;
}

Token Lexer::right() {
  bool trims = false;
  at_right_delimiter(trims);
  if (trims) {
    at_ += 2;
    skip();
  }
  at_ += static_cast<std::uint32_t>(right_delimiter.size());
  const Token token = made(Kind::right_delimiter);
  if (trims) accept_all(blanks);
  skip();
  inside_ = false;
  return token;
}

Token Lexer::inside() {
  bool trims = false;
  if (at_right_delimiter(trims)) return parentheses_ == 0 ? right() : wrong("unclosed left paren");
  const char32_t rune = take();
  if (rune == end_of_text) return wrong("unclosed action");
  if (is_blank(rune)) {
    back();
    return spaces();
  }
  return in_action(rune);
}

Token Lexer::in_action(char32_t first) {
  switch (first) {
    case '=':
      return made(Kind::assign);
    case ':':
      return take() == '=' ? made(Kind::declare) : wrong("expected :=");
    case '|':
      return made(Kind::pipe);
    case '"':
      return quoted('"', Kind::string, "quoted string");
    case '`':
      return raw_string();
    case '$':
      return at_terminator() ? made(Kind::variable) : field_or_variable(Kind::variable);
    case '\'':
      return quoted('\'', Kind::character_constant, "character constant");
    case '(':
      ++parentheses_;
      return made(Kind::left_parenthesis);
    case ')':
      return --parentheses_ < 0 ? wrong("unexpected right paren") : made(Kind::right_parenthesis);
    default:
      break;
  }
  const char32_t after = peek();
  const bool begins_number = first == '.' && after >= '0' && after <= '9';
  if (first == '.' && !begins_number && after != end_of_text) return field_or_variable(Kind::field);
  if (first == '.' || first == '+' || first == '-' || (first >= '0' && first <= '9')) {
    at_ = start_;
    return number();
  }
  if (is_word(first)) {
    at_ = start_;
    return identifier();
  }
  if (first < 0x80 && is_printable(first)) return made(Kind::other);
  return wrong("unrecognized character in action: " + unicode_text(first));
}

Token Lexer::spaces() {
  std::size_t count = 0;
  for (; is_blank(peek()); ++count) ++at_;
  // The last space may be one of a trim marker.
  if (has_right_trim(text_.substr(at_ - 1)) && text_.substr(at_ + 1).starts_with(right_delimiter)) {
    --at_;
    if (count == 1) return right();
  }
  return made(Kind::space);
}

Token Lexer::identifier() {
  char32_t rune = take();
  while (is_word(rune)) rune = take();
  back();
  const std::string_view word = text_.substr(start_, at_ - start_);
  if (!at_terminator()) return bad_character(rune);
  for (const auto& [name, kind] : keywords) {
    if (word != name) continue;
    const bool is_other = (kind == Kind::keyword_break && !breaks_) ||
                          (kind == Kind::keyword_continue && !continues_);
    return made(is_other ? Kind::identifier : kind);
  }
  return made(word == "true" || word == "false" ? Kind::boolean : Kind::identifier);
}

Token Lexer::field_or_variable(Kind kind) {
  if (at_terminator()) return made(kind == Kind::variable ? kind : Kind::dot);
  char32_t rune = take();
  while (is_word(rune)) rune = take();
  back();
  return at_terminator() ? made(kind) : bad_character(rune);
}

Token Lexer::quoted(char quote, Kind kind, std::string_view what) {
  for (;;) {
    char32_t rune = take();
    if (rune == static_cast<char32_t>(quote)) return made(kind);
    // What follows a backslash closes nothing.
    if (rune == '\\') {
      rune = take();
      if (rune != end_of_text && rune != '\n') continue;
    }
    if (rune == end_of_text || rune == '\n') return wrong(fmt::format("unterminated {}", what));
  }
}

Token Lexer::raw_string() {
  const std::size_t end = text_.find('`', at_);
  if (end == text_.npos) return wrong("unterminated raw quoted string");
  at_ = static_cast<std::uint32_t>(end) + 1;
  return made(Kind::raw_string);
}

Token Lexer::number() {
  const auto bad = [&] {
    return wrong("bad number syntax: " + gotemplate::quoted(text_.substr(start_, at_ - start_)));
  };
  if (!scan_number()) return bad();
  const char32_t sign = peek();
  if (sign != '+' && sign != '-') return made(Kind::number);
  return scan_number() && text_[at_ - 1] == 'i' ? made(Kind::complex) : bad();
}

bool Lexer::scan_number() {
  accept("+-");
  std::string_view digits = "0123456789_";
  if (accept("0")) {
    if (accept("xX"))
      digits = "0123456789abcdefABCDEF_";
    else if (accept("oO"))
      digits = "01234567_";
    else if (accept("bB"))
      digits = "01_";
  }
  accept_all(digits);
  if (accept(".")) accept_all(digits);
  const bool decimal = digits.size() == 11, hexadecimal = digits.size() == 23;
  if ((decimal && accept("eE")) || (hexadecimal && accept("pP"))) {
    accept("+-");
    accept_all("0123456789_");
  }
  accept("i");
  const char32_t after = peek();
  if (after == end_of_text || !is_word(after)) return true;
  take();
  return false;
}

}  // namespace fairlead::gotemplate
