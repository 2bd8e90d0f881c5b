// Pipelines, commands and their words.
#include <fmt/format.h>

#include "gotemplate/parse/parser.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/value/containers.h"

namespace fairlead::gotemplate {
namespace {

/// Go's bound is 10,000, which the stack here cannot bear.
constexpr int most_parentheses = 500;

}  // namespace

const Pipe* Parser::pipeline(std::string_view context, Kind end) {
  Pipe made;
  made.at = peek_word().at;
  made.id = ids_++;
  std::vector<Name> variables;
  std::vector<Command> commands;
  while (declarations(made, variables, context)) {
  }
  for (bool goes_on = true; goes_on && !failed();) {
    const Token token = next_word();
    switch (token.kind) {
      case Kind::boolean:
      case Kind::character_constant:
      case Kind::complex:
      case Kind::dot:
      case Kind::field:
      case Kind::identifier:
      case Kind::number:
      case Kind::keyword_nil:
      case Kind::raw_string:
      case Kind::string:
      case Kind::variable:
      case Kind::left_parenthesis:
        back();
        commands.push_back(command());
        break;
      default:
        goes_on = false;
        if (token.kind == end)
          check(commands, context);
        else
          unexpected(token, context);
    }
  }
  made.variables = arena_.copy(std::span<const Name>(variables));
  made.commands = arena_.copy(std::span<const Command>(commands));
  return arena_.make<Pipe>(made);
}

/// Reads `$x :=`, `$x =` or the `$x,` of a range; true where another variable is to follow.
bool Parser::declarations(Pipe& pipe, std::vector<Name>& variables, std::string_view context) {
  const Token variable = peek_word();
  if (variable.kind != Kind::variable) return false;
  next();
  const Token behind = peek();
  const Token after = peek_word();
  const auto add = [&] {
    next_word();
    variables.push_back({variable.text, 0});
    scope_.variables.push_back(variable.text);
  };
  if (after.kind == Kind::assign || after.kind == Kind::declare) {
    pipe.assigns = after.kind == Kind::assign;
    if (pipe.assigns) assigned_.push_back(variable.text);
    add();
  } else if (after.kind == Kind::other && after.text == ",") {
    add();
    if (context == "range" && variables.size() < 2) {
      const Kind kind = peek_word().kind;
      if (kind == Kind::variable || kind == Kind::right_delimiter ||
          kind == Kind::right_parenthesis)
        return true;
      fail("range can only initialize variables");
    }
    fail(fmt::format("too many declarations in {}", context));
  } else if (behind.kind == Kind::space) {
    tokens_[1] = behind;
    tokens_[2] = variable;
    waiting_ = 3;
  } else {
    tokens_[1] = variable;
    waiting_ = 2;
  }
  return false;
}

void Parser::check(const std::vector<Command>& commands, std::string_view context) {
  if (commands.empty()) fail(fmt::format("missing value for {}", context));
  for (std::size_t i = 1; i < commands.size() && !failed(); ++i) {
    switch (commands[i].terms[0].kind) {
      case Term::Kind::boolean:
      case Term::Kind::dot:
      case Term::Kind::nil:
      case Term::Kind::number:
      case Term::Kind::string:
        fail(fmt::format("non executable command in pipeline stage {}", i + 1));
        break;
      default:
        break;
    }
  }
}

Command Parser::command() {
  Command made;
  made.at = peek_word().at;
  std::vector<Term> terms;
  for (bool goes_on = true; goes_on && !failed();) {
    peek_word();
    if (const auto word = operand()) terms.push_back(*word);
    const Token token = next();
    goes_on = token.kind == Kind::space;
    if (token.kind == Kind::right_delimiter || token.kind == Kind::right_parenthesis)
      back();
    else if (!goes_on && token.kind != Kind::pipe)
      unexpected(token, "operand");
  }
  if (terms.empty()) fail("empty command");
  made.terms = arena_.copy(std::span<const Term>(terms));
  return made;
}

/// A term and the fields behind it.
std::optional<Term> Parser::operand() {
  std::optional<Term> made = term();
  if (made && peek().kind == Kind::field) chain(*made);
  return made;
}

void Parser::chain(Term& made) {
  const std::uint32_t at = peek().at;
  std::vector<Name> fields;
  while (peek().kind == Kind::field) {
    const std::string_view name = next().text.substr(1);
    fields.push_back({name, key_hash(name)});
  }
  switch (made.kind) {
    case Term::Kind::field:
    case Term::Kind::variable:
      fields.insert(fields.begin(), made.names.begin(), made.names.end());
      break;
    case Term::Kind::boolean:
    case Term::Kind::string:
    case Term::Kind::number:
    case Term::Kind::nil:
    case Term::Kind::dot:
      return fail("unexpected . after term " + quoted(printed(made)));
    default: {
      const Term* inner = arena_.make<Term>(made);
      made = Term();
      made.kind = Term::Kind::chain;
      made.begin = inner->begin;
      made.id = ids_++;
      made.inner = inner;
    }
  }
  made.at = at;
  made.names = arena_.copy(std::span<const Name>(fields));
}

std::optional<Term> Parser::term() {
  const Token token = next_word();
  Term made;
  made.at = made.begin = token.at;
  made.id = ids_++;
  made.written = token.text;
  switch (token.kind) {
    case Kind::identifier:
      function(made);
      return made;
    case Kind::variable:
      variable(made);
      return made;
    case Kind::field:
      made.kind = Term::Kind::field;
      made.names = one_name(token.text.substr(1));
      return made;
    case Kind::left_parenthesis:
      if (scope_.parentheses >= most_parentheses) fail("max expression depth exceeded");
      ++scope_.parentheses;
      made.kind = Term::Kind::pipe;
      made.pipe = pipeline("parenthesized pipeline", Kind::right_parenthesis);
      made.at = made.pipe->at;
      --scope_.parentheses;
      return made;
    default:
      break;
  }
  if (constant(token, made)) return made;
  back();
  return std::nullopt;
}

/// Reads what is neither a name nor in parentheses; false where there is no such term.
bool Parser::constant(const Token& token, Term& made) {
  switch (token.kind) {
    case Kind::dot:
      made.kind = Term::Kind::dot;
      return true;
    case Kind::keyword_nil:
      made.kind = Term::Kind::nil;
      return true;
    case Kind::boolean:
      made.kind = Term::Kind::boolean;
      made.is_true = token.text == "true";
      return true;
    case Kind::character_constant:
    case Kind::complex:
    case Kind::number:
      number(token, made);
      return true;
    case Kind::string:
    case Kind::raw_string:
      string(made);
      return true;
    default:
      return false;
  }
}

void Parser::function(Term& made) {
  made.kind = Term::Kind::identifier;
  made.function = functions_.find(made.written);
  if (!made.function && unknown_ == UnknownFunctions::when_parsed)
    fail(fmt::format("function {} not defined", quoted(made.written)));
}

void Parser::variable(Term& made) {
  made.kind = Term::Kind::variable;
  made.names = one_name(made.written);
  if (std::ranges::find(scope_.variables, made.written) == scope_.variables.end())
    fail(fmt::format("undefined variable {}", quoted(made.written)));
}

void Parser::string(Term& made) {
  made.kind = Term::Kind::string;
  const auto text = unquoted(made.written);
  if (!text) fail("invalid syntax");
  const std::string_view inner = made.written.substr(1, made.written.size() - 2);
  made.text = text && *text != inner ? arena_.copy(std::string_view(*text)) : inner;
}

std::span<const Name> Parser::one_name(std::string_view name) {
  const Name only{name, key_hash(name)};
  return arena_.copy(std::span<const Name>(&only, 1));
}

void Parser::number(const Token& token, Term& made) {
  made.kind = Term::Kind::number;
  const NumberForm form = token.kind == Kind::complex              ? NumberForm::complex
                          : token.kind == Kind::character_constant ? NumberForm::character
                                                                   : NumberForm::plain;
  std::string why;
  const auto value = number_of(token.text, form, why);
  if (!value) fail(std::move(why));
  made.number = arena_.make<Number>(value.value_or(Number()));
}

}  // namespace fairlead::gotemplate
