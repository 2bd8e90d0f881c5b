#include "deploy/compose/value/maker.h"

#include <fmt/format.h>

#include <algorithm>

#include "tree/copied_tree.h"
#include "tree/scalar.h"

namespace fairlead::compose {

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::files:
      return "files";
    case Stage::load:
      return "load";
    case Stage::print:
      return "print";
    case Stage::declined:
      return "declined";
  }
  __builtin_unreachable();
}

bool Maker::is_guessed(Span at) const {
  if (!at.is_place()) return false;
  const auto has_guess = [&](const Way::Step& step) {
    return std::ranges::any_of(guesses_, [&](const Span& guess) {
      return guess.source == step.at.source && guess.begin < step.at.end &&
             step.at.begin < guess.end;
    });
  };
  return !sources_.is_written(at.source) &&
         std::ranges::any_of(sources_.trace(at), [&](const Way& way) {
           return std::ranges::any_of(way.steps, has_guess);
         });
}

Refused Maker::take(std::size_t values, std::size_t bytes) {
  values_ += values;
  bytes_ += bytes;
  if (values_ <= most_values && bytes_ <= most_bytes) return std::nullopt;
  return Refusal{Stage::declined,
                 fmt::format("the project is made of more than {} values or {} MiB", most_values,
                             most_bytes >> 20),
                 {}};
}

Value Maker::scalar(Kind kind, TextBuilder text) {
  const std::uint32_t size = text.size();
  const Span at{sources_.add_made("compose", std::move(text)), 0, size};
  return Value::scalar(
      arena_.make<Node>(Node::scalar(kind, Style::plain, Syntax::yaml, at, sources_.text(at))));
}

Value Maker::constant(Kind kind, std::string_view text, const Value& because) {
  const Span at = because.span();
  TextBuilder made;
  const OriginId origin =
      at.is_place() ? sources_.add_origin(at, OriginKind::joined) : OriginId::none;
  made.put(text, origin, Copy::synthetic);
  return scalar(kind, std::move(made));
}

Value Maker::part(const Value& whole, std::size_t from, std::size_t to) {
  const std::string_view text = whole.text();
  const Span at = decoded_span(sources_, *whole.node, from, to);
  const std::string_view bytes = text.substr(from, to - from);
  if (from < to && sources_.text(at) == bytes)
    return Value::scalar(
        arena_.make<Node>(Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, bytes)));
  TextBuilder made;
  made.put(bytes, sources_.add_origin(at, OriginKind::embedded), Copy::transformed);
  return scalar(Kind::string, std::move(made));
}

void Maker::put(const Value& scalar, TextBuilder& text) {
  if (!scalar.node || scalar.is_null()) return;
  const Span at = decoded_bytes(sources_, *scalar.node, "compose");
  text.put(scalar.text(), sources_.add_origin(at, OriginKind::joined), Copy::verbatim);
}

void Maker::put_made(std::string_view bytes, const Value& of, TextBuilder& text) {
  const Span at = of.span();
  const OriginId origin =
      at.is_place() ? sources_.add_origin(at, OriginKind::joined) : OriginId::none;
  text.put(bytes, origin, Copy::transformed);
}

Value Maker::pair(std::string_view name, const Node* key, const Value& value) {
  TextBuilder made;
  if (key && key->is_scalar() && key->text() == name)
    put(Value::scalar(key), made);
  else
    made.synthetic(name);
  if (value.is_null()) return scalar(Kind::string, std::move(made));
  made.synthetic("=");
  if (value.is_string())
    put(value, made);
  else
    put_made(printed(value), value, made);
  return scalar(Kind::string, std::move(made));
}

Value Maker::retyped(const Value& from, Kind kind, std::string_view text) {
  const Node& node = *from.node;
  if (text == node.text())
    return Value::scalar(arena_.make<Node>(
        Node::scalar(kind, node.style(), node.syntax(), node.span(), node.text())));
  TextBuilder made;
  put_made(text, from, made);
  return scalar(kind, std::move(made));
}

Value Maker::chosen(const Value& winner, const Value& loser) {
  const Span lost = loser.span();
  if (!winner.node || !lost.is_place() || !winner.node->span().is_place()) return winner;
  if (winner.node->span() == lost) return winner;
  const Node* copy = copied_tree(*winner.node, OriginKind::chosen,
                                 {{lost, Related::Kind::replaced}}, sources_, arena_);
  return Value::scalar(copy);
}

}  // namespace fairlead::compose
