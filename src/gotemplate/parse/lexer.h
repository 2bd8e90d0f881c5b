#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace fairlead::gotemplate {

/// A word of a template. `text` is its bytes; of an error, what is wrong.
struct Token {
  enum class Kind : std::uint8_t {
    error,
    end_of_text,
    text,
    left_delimiter,
    right_delimiter,
    space,
    character_constant,
    complex,
    number,
    string,
    raw_string,
    boolean,
    identifier,
    field,     ///< with its `.`
    variable,  ///< with its `$`
    assign,    ///< `=`
    declare,   ///< `:=`
    pipe,
    left_parenthesis,
    right_parenthesis,
    other,  ///< a printable ASCII character, such as a comma
    dot,
    keyword_block,  // keywords from here on
    keyword_break,
    keyword_continue,
    keyword_define,
    keyword_else,
    keyword_end,
    keyword_if,
    keyword_nil,
    keyword_range,
    keyword_template,
    keyword_with,
  };

  Kind kind = Kind::end_of_text;
  std::uint32_t at = 0;
  std::uint32_t line = 1;
  std::string_view text;

  std::uint32_t end() const { return at + static_cast<std::uint32_t>(text.size()); }
  /// As Go's errors show it.
  std::string shown() const;
};

/// Cuts a template into tokens, as Go 1.26 does. Comments and what trim markers take away are gone.
class Lexer {
 public:
  /// `text` must outlive it. Where functions are called `break` and `continue`, these are no
  /// keywords.
  Lexer(std::string_view text, bool breaks, bool continues)
      : text_(text), breaks_(breaks), continues_(continues) {}

  Token next();

 private:
  using Kind = Token::Kind;

  char32_t take();
  void back();
  char32_t peek();
  bool accept(std::string_view any);
  void accept_all(std::string_view any);
  bool starts_with(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool at_terminator();
  bool at_right_delimiter(bool& trims) const;

  Token made(Kind kind);
  Token wrong(std::string message);
  void skip() { start_ = at_; }

  bool left(Token& token);
  bool comment(Token& token);
  Token right();
  Token inside();
  Token in_action(char32_t first);
  Token spaces();
  Token identifier();
  Token field_or_variable(Kind kind);
  Token quoted(char quote, Kind kind, std::string_view what);
  Token raw_string();
  Token number();
  bool scan_number();
  Token bad_character(char32_t rune);

  std::string_view text_;
  bool breaks_, continues_;
  std::uint32_t at_ = 0, start_ = 0;
  std::uint32_t last_size_ = 0;  // of what take() took
  bool inside_ = false;
  int parentheses_ = 0;
  std::uint32_t counted_ = 0, line_ = 1;  // lines up to a byte
  std::string message_;
};

}  // namespace fairlead::gotemplate
