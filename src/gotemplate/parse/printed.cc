#include <algorithm>

#include "gotemplate/parse/syntax.h"
#include "gotemplate/strconv/quote.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

std::string fields(std::span<const Name> names) {
  std::string text;
  for (const Name& name : names) text += "." + std::string(name.text);
  return text;
}

std::string in_parentheses(const Term& term) {
  return term.kind == Term::Kind::pipe ? "(" + printed(term) + ")" : printed(term);
}

std::string branch(std::string_view word, const Action& action) {
  std::string text = "{{" + std::string(word) + " " + printed(*action.pipe) + "}}";
  text += printed(*action.body);
  if (action.otherwise) text += "{{else}}" + printed(*action.otherwise);
  return text + "{{end}}";
}

}  // namespace

bool is_empty(const Block& block) {
  return std::ranges::all_of(block.actions, [](const Action& action) {
    if (action.kind != Action::Kind::text) return false;
    for (std::size_t at = 0; at < action.text.size();) {
      const Rune rune = rune_at(action.text, at);
      if (!is_space(rune.value)) return false;
      at += rune.size;
    }
    return true;
  });
}

std::string printed(const Term& term) {
  switch (term.kind) {
    case Term::Kind::dot:
      return ".";
    case Term::Kind::nil:
      return "nil";
    case Term::Kind::boolean:
      return term.is_true ? "true" : "false";
    case Term::Kind::number:
    case Term::Kind::string:
    case Term::Kind::identifier:
      return std::string(term.written);
    case Term::Kind::field:
      return fields(term.names);
    case Term::Kind::variable:
      return std::string(term.names[0].text) + fields(term.names.subspan(1));
    case Term::Kind::chain:
      return in_parentheses(*term.inner) + fields(term.names);
    case Term::Kind::pipe:
      return printed(*term.pipe);
  }
  __builtin_unreachable();
}

std::string printed(const Command& command) {
  std::string text;
  for (const Term& term : command.terms) text += (text.empty() ? "" : " ") + in_parentheses(term);
  return text;
}

std::string printed(const Pipe& pipe) {
  std::string text;
  for (const Name& name : pipe.variables)
    text += (text.empty() ? "" : ", ") + std::string(name.text);
  if (!pipe.variables.empty()) text += pipe.assigns ? " = " : " := ";
  for (const Command& command : pipe.commands)
    text += (&command == pipe.commands.data() ? "" : " | ") + printed(command);
  return text;
}

std::string printed(const Action& action) {
  switch (action.kind) {
    case Action::Kind::text:
      return std::string(action.text);
    case Action::Kind::output:
      return "{{" + printed(*action.pipe) + "}}";
    case Action::Kind::if_:
      return branch("if", action);
    case Action::Kind::range:
      return branch("range", action);
    case Action::Kind::with:
      return branch("with", action);
    case Action::Kind::call:
      return "{{template " + quoted(action.text) +
             (action.pipe ? " " + printed(*action.pipe) : "") + "}}";
    case Action::Kind::break_:
      return "{{break}}";
    case Action::Kind::continue_:
      return "{{continue}}";
  }
  __builtin_unreachable();
}

std::string printed(const Block& block) {
  std::string text;
  for (const Action& action : block.actions) text += printed(action);
  return text;
}

}  // namespace fairlead::gotemplate
