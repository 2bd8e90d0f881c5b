#include "deploy/helm/reads/template_reader.h"

#include <algorithm>

#include "base/text.h"
#include "gotemplate/parse/parser.h"

namespace fairlead::helm {
namespace {

using gotemplate::Action;
using gotemplate::Block;
using gotemplate::Command;
using gotemplate::Pipe;

/// Actions, and things that a field is asked of: some ten milliseconds. A chart with a large
/// library is beyond it, and counted as not checked.
constexpr std::uint64_t most_steps = 400'000;
constexpr std::uint32_t most_rounds = 24;
/// Of one template; beyond, its dots are taken together.
constexpr std::size_t most_contexts = 12;
constexpr int deepest = 200;

}  // namespace

std::vector<const gotemplate::Template*> TemplateReader::parsed(std::string_view name,
                                                                std::string_view text) {
  Template whole;
  whole.name = whole.file = name;
  whole.text = text;
  gotemplate::Parser parser(whole, functions_, gotemplate::UnknownFunctions::when_called, arena_,
                            ids_, gotemplate::Templates::ids_at_most);
  std::vector<const Template*> all;
  for (const Template& one : parser.parse()) all.push_back(arena_.make<Template>(one));
  if (parser.error()) all.clear();
  return all;
}

const gotemplate::Template* TemplateReader::add(std::string_view name, std::string_view text,
                                                Held& dot) {
  const auto made = parsed(name, text);
  for (const Template* one : made) {
    all_.emplace(one->name, one);
    defined_.emplace_back(one, &dot);
  }
  return made.empty() ? nullptr : made.back();
}

void TemplateReader::add_text(std::string_view text, From from) {
  if (contains(text, "{{")) texts_.emplace(text, from);
}

bool TemplateReader::read() {
  std::uint64_t before = 0;
  do {
    before = table_.grown();
    if (++round_ > most_rounds) return false;
    for (const auto& [one, dot] : starts_) read(*one, {dot}, 0);
    read_texts();
    if (table_.grown() == before) read_unused();
    if (is_over()) return false;
  } while (table_.grown() != before);
  return true;
}

bool TemplateReader::is_over() const { return steps_ + table_.work() > most_steps; }

/// A chart around, or values that are not in view, may include it.
void TemplateReader::read_unused() {
  for (const auto& [one, dot] : defined_)
    if (!context_count_.contains(one)) read(*one, {dot}, 0);
}

void TemplateReader::read(const Template& one, const HeldSet& dot, int depth) {
  if (is_over() || depth > deepest) {
    steps_ = most_steps + 1;
    return;
  }
  std::size_t& count = context_count_[&one];
  auto found = contexts_.find({&one, dot});
  if (found == contexts_.end()) {
    // One context for all that is too much: an empty key, whose dot grows.
    const bool shared = count >= most_contexts;
    found = contexts_.try_emplace({&one, shared ? HeldSet{nullptr} : dot}).first;
    if (!shared) ++count;
  }
  Context& context = found->second;
  const bool grew = helm::add(dot, context.dot);
  if (!context.of) context.depth = depth;
  context.of = &one;
  if (context.round == round_ && !grew) return;
  context.round = round_;
  context.variables["$"] = context.dot;
  block(context, one.root, HeldSet(context.dot));
}

void TemplateReader::block(Context& in, const Block* block, const HeldSet& dot) {
  if (!block || is_over()) return;
  for (const Action& each : block->actions) action(in, each, dot);
}

void TemplateReader::action(Context& in, const Action& action, const HeldSet& dot) {
  ++steps_;
  switch (action.kind) {
    case Action::Kind::text:
    case Action::Kind::break_:
    case Action::Kind::continue_:
      return;
    case Action::Kind::output: {
      const HeldSet printed = pipe(in, *action.pipe, dot);
      if (action.pipe->variables.empty()) table_.read_whole(printed);
      return;
    }
    case Action::Kind::if_:
      table_.decide(pipe(in, *action.pipe, dot));
      block(in, action.body, dot);
      return block(in, action.otherwise, dot);
    case Action::Kind::with:
      block(in, action.body, pipe(in, *action.pipe, dot));
      return block(in, action.otherwise, dot);
    case Action::Kind::range:
      return range(in, action, dot);
    case Action::Kind::call: {
      const HeldSet given = action.pipe ? pipe(in, *action.pipe, dot) : HeldSet();
      const auto [first, last] = all_.equal_range(action.text);
      if (first == last) table_.read_whole(given);
      for (auto each = first; each != last; ++each) read(*each->second, given, in.depth + 1);
      return;
    }
  }
  __builtin_unreachable();
}

void TemplateReader::range(Context& in, const Action& action, const HeldSet& dot) {
  const HeldSet item = table_.element(value(in, *action.pipe, dot));
  const auto variables = action.pipe->variables;
  if (!variables.empty() && helm::add(item, in.variables[variables.back().text]))
    table_.note_growth();
  block(in, action.body, item);
  block(in, action.otherwise, dot);
}

HeldSet TemplateReader::value(Context& in, const Pipe& pipe, const HeldSet& dot) {
  HeldSet held;
  bool first = true;
  for (const Command& each : pipe.commands) {
    held = command(in, each, dot, first ? nullptr : &held);
    first = false;
  }
  return held;
}

HeldSet TemplateReader::pipe(Context& in, const Pipe& pipe, const HeldSet& dot) {
  HeldSet held = value(in, pipe, dot);
  // What a loop assigns at its end is there at its begin: the next round reads it.
  if (pipe.variables.size() == 1 && helm::add(held, in.variables[pipe.variables[0].text]))
    table_.note_growth();
  return held;
}

HeldSet TemplateReader::command(Context& in, const Command& command, const HeldSet& dot,
                                const HeldSet* final) {
  ++steps_;
  const Term& first = command.terms.front();
  Arguments given;
  for (const Term& each : command.terms.subspan(1)) given.push_back({term(in, each, dot), &each});
  if (final) given.push_back({*final, nullptr});
  if (first.kind == Term::Kind::identifier) return function(in, first, given);
  for (const Argument& each : given) table_.read_whole(each.held);  // a method's
  return term(in, first, dot);
}

HeldSet TemplateReader::term(Context& in, const Term& term, const HeldSet& dot) {
  switch (term.kind) {
    case Term::Kind::nil:
    case Term::Kind::boolean:
    case Term::Kind::number:
      return {};
    case Term::Kind::string:
      add_text(term.text, From::template_);  // it may come to a `tpl`
      return {};
    case Term::Kind::dot:
      return dot;
    case Term::Kind::identifier:
      return function(in, term, {});
    case Term::Kind::field:
      return fields(dot, term.names);
    case Term::Kind::variable:
      return fields(in.variables[term.names[0].text], term.names.subspan(1));
    case Term::Kind::chain:
      return fields(this->term(in, *term.inner, dot), term.names);
    case Term::Kind::pipe:
      return pipe(in, *term.pipe, dot);
  }
  __builtin_unreachable();
}

HeldSet TemplateReader::fields(HeldSet held, std::span<const gotemplate::Name> names) {
  for (const gotemplate::Name& name : names) held = table_.field(held, name.text);
  return held;
}

}  // namespace fairlead::helm
