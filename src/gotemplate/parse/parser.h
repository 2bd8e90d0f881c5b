#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/arena.h"
#include "gotemplate/parse/lexer.h"
#include "gotemplate/parse/templates.h"

namespace fairlead::gotemplate {

/// Reads one text: the template that it is and those that it defines.
class Parser {
 public:
  /// All but `arena` and `ids` are only read, and outlive what is made. `Template::source` may be
  /// none.
  Parser(const Template& text, const Functions& functions, UnknownFunctions unknown, Arena& arena,
         std::uint32_t& ids, std::uint64_t most_ids);

  /// The templates, that of the text itself last; where there is an error, what there is of them.
  std::vector<Template> parse();
  const std::optional<ParseError>& error() const { return error_; }

 private:
  using Kind = Token::Kind;
  /// What ends a block.
  enum class End : std::uint8_t { end, else_, nothing };

  // What a template of its own has of its own.
  struct Scope {
    std::vector<std::string_view> variables{"$"};
    int ranges = 0;
    int parentheses = 0;
    std::uint32_t action_line = 0;
  };

  Token next();
  void back() { ++waiting_; }
  Token peek();
  Token next_word();
  Token peek_word();

  void fail(std::string message);
  bool failed() const { return error_.has_value(); }
  void unexpected(const Token& token, std::string_view context);
  Token expect(Kind kind, std::string_view context);
  std::optional<std::string_view> name_of(const Token& token);

  void definition();
  void add(Template made);
  const Block* block(End& end, Token& closing);
  std::span<const std::string_view> assigned_since(std::size_t first);
  const Block* template_block(std::string_view context);
  bool action(std::vector<Action>& actions, End& end, Token& closing);
  bool inside(Token delimiter, std::vector<Action>& actions, End& end, Token& closing);
  Action statement(const Token& token);
  Action control(Action::Kind kind, std::string_view context);
  const Block* otherwise(Action::Kind kind, std::string_view context, const Token& closing);
  Action defined_block();
  Action call();
  Action jump(Action::Kind kind, std::string_view word, const Token& token);

  const Pipe* pipeline(std::string_view context, Kind end);
  bool declarations(Pipe& pipe, std::vector<Name>& variables, std::string_view context);
  void check(const std::vector<Command>& commands, std::string_view context);
  Command command();
  std::optional<Term> operand();
  std::optional<Term> term();
  bool constant(const Token& token, Term& made);
  void function(Term& made);
  void variable(Term& made);
  void string(Term& made);
  void number(const Token& token, Term& made);
  std::span<const Name> one_name(std::string_view name);
  void chain(Term& made);

  Template text_;
  const Functions& functions_;
  UnknownFunctions unknown_;
  Arena& arena_;
  std::uint32_t& ids_;
  const std::uint64_t most_ids_;
  Lexer lexer_;
  Token tokens_[3];  // waiting ones; the first is also the last that was read
  int waiting_ = 0;
  std::uint32_t read_to_ = 0;  // the end of the last token that was read
  Scope scope_;
  std::vector<std::string_view> assigned_;  // by `=`, in the order of the text
  std::size_t nesting_ = 0;
  std::vector<Template> made_;
  std::optional<ParseError> error_;
};

}  // namespace fairlead::gotemplate
