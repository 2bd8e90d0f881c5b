// The statements of a template; its pipelines are read in parser_terms.cc.
#include "gotemplate/parse/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {
namespace {

/// Blocks and parentheses inside each other: more than anybody writes, and the stack has room.
constexpr std::size_t deepest = 1000;

}  // namespace

Parser::Parser(const Template& text, const Functions& functions, UnknownFunctions unknown,
               Arena& arena, std::uint32_t& ids, std::uint64_t most_ids)
    : text_(text),
      functions_(functions),
      unknown_(unknown),
      arena_(arena),
      ids_(ids),
      most_ids_(most_ids),
      lexer_(text.text, !functions.find("break"), !functions.find("continue")) {}

Token Parser::next() {
  if (ids_ > most_ids_ && !failed()) {
    fail("it has too many actions");
    error_->is_limit = true;
  }
  if (waiting_ > 0)
    --waiting_;
  else
    tokens_[0] = lexer_.next();
  read_to_ = tokens_[waiting_].end();
  return tokens_[waiting_];
}

Token Parser::peek() {
  if (waiting_ == 0) {
    tokens_[0] = lexer_.next();
    waiting_ = 1;
  }
  return tokens_[waiting_ - 1];
}

Token Parser::next_word() {
  Token token = next();
  while (token.kind == Kind::space) token = next();
  return token;
}

Token Parser::peek_word() {
  const Token token = next_word();
  back();
  return token;
}

/// The first error stays; behind it there is nothing but the end of the text, so that all ends.
void Parser::fail(std::string message) {
  if (failed()) return;
  const Token& last = tokens_[0];
  error_ = {fmt::format("template: {}:{}: {}", text_.file, last.line, message), std::move(message),
            last.line, Span{text_.source, last.at, last.at}};
  if (last.kind != Kind::error) error_->at.end = last.end();
  const auto end = static_cast<std::uint32_t>(text_.text.size());
  lexer_ = Lexer(text_.text.substr(end), true, true);
  tokens_[0] = tokens_[1] = tokens_[2] = Token{Kind::end_of_text, end, last.line, {}};
  waiting_ = 0;
}

void Parser::unexpected(const Token& token, std::string_view context) {
  if (token.kind != Kind::error)
    return fail(fmt::format("unexpected {} in {}", token.shown(), context));
  std::string message(token.text);
  if (scope_.action_line != 0 && scope_.action_line != token.line) {
    if (!message.ends_with(" action")) message += " in action";
    message += fmt::format(" started at {}:{}", text_.file, scope_.action_line);
  }
  fail(std::move(message));
}

Token Parser::expect(Kind kind, std::string_view context) {
  const Token token = next_word();
  if (token.kind != kind) unexpected(token, context);
  return token;
}

/// The name that a string spells.
std::optional<std::string_view> Parser::name_of(const Token& token) {
  const auto name = unquoted(token.text);
  if (!name) fail("invalid syntax");
  if (!name) return std::nullopt;
  return arena_.copy(std::string_view(*name));
}

std::vector<Template> Parser::parse() {
  std::vector<Action> actions;
  while (peek().kind != Kind::end_of_text) {
    if (peek().kind == Kind::left_delimiter) {
      const Token delimiter = next();
      if (next_word().kind == Kind::keyword_define) {
        definition();
        continue;
      }
      tokens_[1] = delimiter;
      waiting_ = 2;
    }
    End end = End::nothing;
    Token closing;
    if (!action(actions, end, closing) && !failed())
      fail(end == End::end ? "unexpected {{end}}" : "unexpected {{else}}");
  }
  const auto size = static_cast<std::uint32_t>(text_.text.size());
  Template whole = text_;
  whole.root = arena_.make<Block>(
      Block{0, 0, size, ids_++, arena_.copy(std::span<const Action>(actions)), {}});
  add(whole);
  return std::move(made_);
}

void Parser::add(Template made) {
  if (failed()) return;
  made.is_empty = is_empty(*made.root);
  const auto known = std::ranges::find(made_, made.name, &Template::name);
  if (known == made_.end())
    made_.push_back(made);
  else if (known->is_empty)
    *known = made;
  else if (!made.is_empty)
    fail("template: multiple definition of template " + quoted(made.name));
}

void Parser::definition() {
  constexpr std::string_view context = "define clause";
  const Token token = next_word();
  if (token.kind != Kind::string && token.kind != Kind::raw_string)
    return unexpected(token, context);
  const auto name = name_of(token);
  expect(Kind::right_delimiter, context);
  if (failed()) return;
  Template made = text_;
  made.name = *name;
  made.root = template_block(context);
  add(made);
}

/// The block of a template of its own, up to its `{{end}}`.
const Block* Parser::template_block(std::string_view context) {
  Scope outer = std::exchange(scope_, Scope());
  End end = End::nothing;
  Token closing;
  const Block* made = block(end, closing);
  if (end == End::else_) fail(fmt::format("unexpected {{{{else}}}} in {}", context));
  scope_ = std::move(outer);
  return made;
}

const Block* Parser::block(End& end, Token& closing) {
  const std::uint32_t begin = read_to_;
  const std::uint32_t at = peek_word().at;
  std::vector<Action> actions;
  const std::size_t first = assigned_.size();
  end = End::nothing;
  if (++nesting_ > deepest) fail("max nesting depth exceeded");
  while (peek_word().kind != Kind::end_of_text && action(actions, end, closing)) {
  }
  --nesting_;
  if (end == End::nothing) fail("unexpected EOF");
  return arena_.make<Block>(Block{at, begin, std::max(begin, closing.at), ids_++,
                                  arena_.copy(std::span<const Action>(actions)),
                                  assigned_since(first)});
}

std::span<const std::string_view> Parser::assigned_since(std::size_t first) {
  return arena_.copy(std::span<const std::string_view>(assigned_).subspan(first));
}

/// Reads one action; false where it is an `{{end}}` or `{{else}}`, or something is wrong.
bool Parser::action(std::vector<Action>& actions, End& end, Token& closing) {
  const Token token = next_word();
  if (token.kind == Kind::text) {
    Action text{Action::Kind::text, token.at, token.at, token.end(), ids_++, token.text};
    actions.push_back(text);
    return true;
  }
  if (token.kind != Kind::left_delimiter) {
    unexpected(token, "input");
    return false;
  }
  scope_.action_line = token.line;
  const bool goes_on = inside(token, actions, end, closing);
  scope_.action_line = 0;
  return goes_on && !failed();
}

bool Parser::inside(Token delimiter, std::vector<Action>& actions, End& end, Token& closing) {
  const Token token = next_word();
  if (token.kind == Kind::keyword_end || token.kind == Kind::keyword_else) {
    end = token.kind == Kind::keyword_end ? End::end : End::else_;
    const Kind after = peek_word().kind;
    const bool goes_on = after == Kind::keyword_if || after == Kind::keyword_with;
    if (end == End::end || !goes_on)
      expect(Kind::right_delimiter, end == End::end ? "end" : "else");
    closing = delimiter;
    return false;
  }
  Action made = statement(token);
  made.begin = delimiter.at;
  made.id = ids_++;
  actions.push_back(made);
  return true;
}

/// What a keyword begins, else a pipeline.
Action Parser::statement(const Token& token) {
  switch (token.kind) {
    case Kind::keyword_block:
      return defined_block();
    case Kind::keyword_template:
      return call();
    case Kind::keyword_break:
      return jump(Action::Kind::break_, "break", token);
    case Kind::keyword_continue:
      return jump(Action::Kind::continue_, "continue", token);
    case Kind::keyword_if:
      return control(Action::Kind::if_, "if");
    case Kind::keyword_range:
      return control(Action::Kind::range, "range");
    case Kind::keyword_with:
      return control(Action::Kind::with, "with");
    default:
      break;
  }
  back();
  Action made;
  made.kind = Action::Kind::output;
  made.at = token.at;
  made.pipe = pipeline("command", Kind::right_delimiter);
  made.end = read_to_;
  return made;
}

Action Parser::jump(Action::Kind kind, std::string_view word, const Token& token) {
  Action made;
  made.kind = kind;
  made.at = token.at;
  const Token after = next_word();
  if (after.kind != Kind::right_delimiter) unexpected(after, fmt::format("{{{{{}}}}}", word));
  if (scope_.ranges == 0) fail(fmt::format("{{{{{}}}}} outside {{{{range}}}}", word));
  made.end = read_to_;
  return made;
}

/// `if`, `range` or `with`, up to its `{{end}}`.
Action Parser::control(Action::Kind kind, std::string_view context) {
  const std::size_t variables = scope_.variables.size();
  Action made;
  made.kind = kind;
  made.pipe = pipeline(context, Kind::right_delimiter);
  made.at = made.pipe->at;
  made.end = read_to_;
  const int ranges = scope_.ranges;
  if (kind == Action::Kind::range) ++scope_.ranges;
  End end = End::nothing;
  Token closing;
  made.body = block(end, closing);
  scope_.ranges = ranges;
  if (end == End::else_) made.otherwise = otherwise(kind, context, closing);
  scope_.variables.resize(variables);
  return made;
}

const Block* Parser::otherwise(Action::Kind kind, std::string_view context, const Token& closing) {
  const bool again = (kind == Action::Kind::if_ && peek().kind == Kind::keyword_if) ||
                     (kind == Action::Kind::with && peek().kind == Kind::keyword_with);
  if (!again) {
    End end = End::nothing;
    Token last;
    const Block* made = block(end, last);
    if (end == End::else_) fail("expected end; found {{else}}");
    return made;
  }
  next();
  if (++nesting_ > deepest) fail("max nesting depth exceeded");
  const std::size_t first = assigned_.size();
  Action inner = control(kind, context);
  --nesting_;
  inner.begin = closing.at;
  inner.id = ids_++;
  const std::span<const Action> only = arena_.copy(std::span<const Action>(&inner, 1));
  return arena_.make<Block>(
      Block{closing.at, closing.at, read_to_, ids_++, only, assigned_since(first)});
}

Action Parser::defined_block() {
  constexpr std::string_view context = "block clause";
  const Token token = next_word();
  Action made;
  made.kind = Action::Kind::call;
  made.at = token.at;
  if (token.kind != Kind::string && token.kind != Kind::raw_string) {
    unexpected(token, context);
    return made;
  }
  const auto name = name_of(token);
  made.pipe = pipeline(context, Kind::right_delimiter);
  made.end = read_to_;
  if (failed()) return made;
  made.text = *name;
  Template inner = text_;
  inner.name = *name;
  inner.root = template_block(context);
  add(inner);
  return made;
}

Action Parser::call() {
  constexpr std::string_view context = "template clause";
  const Token token = next_word();
  Action made;
  made.kind = Action::Kind::call;
  made.at = token.at;
  if (token.kind != Kind::string && token.kind != Kind::raw_string) {
    unexpected(token, context);
    return made;
  }
  made.text = name_of(token).value_or("");
  if (next_word().kind != Kind::right_delimiter) {
    back();
    made.pipe = pipeline(context, Kind::right_delimiter);
  }
  made.end = read_to_;
  return made;
}

}  // namespace fairlead::gotemplate
