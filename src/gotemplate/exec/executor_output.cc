// What an executor writes, where it came from, and what is wrong.
#include <fmt/format.h>

#include <algorithm>

#include "gotemplate/exec/executor.h"
#include "gotemplate/format/printer.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {

void Executor::output(const Action& action, const Value& value) {
  if (value.is_string()) {
    write(value.rope(), origin(action));
    return leave_out(action, value);
  }
  at(action);
  if (value.type() == Type::function)
    return fail(fmt::format("can't print {} of type {}", printed(action), type_name(value)), value);
  // What is printed may itself execute something.
  TextBuilder text = std::move(scratch_);
  if (value.is_valid())
    Printer(heap_, text).print(value);
  else
    text.synthetic("<no value>", value.origin());
  write(text.view(), origin(action));
  text.clear();
  scratch_ = std::move(text);
  leave_out(action, value);
}

/// Marks that a value would be printed here that does not exist.
void Executor::leave_out(const Action& action, const Value& value) {
  const bool is_empty = !value.is_valid() || (value.is_string() && value.rope().size == 0);
  if (!is_empty) return;
  const OriginId subject = heap_.origin_of(value);
  if (heap_.sources().origin(subject).kind != OriginKind::absent) return;
  constexpr std::size_t takes = sizeof(Origin) + sizeof(Frame) + sizeof(Run);
  if (origin(action) == OriginId::none || !heap_.budget().make(takes)) return;
  const OriginId site = heap_.sources().as_kind(origin(action), OriginKind::absent);
  out_->leave_out(heap_.sources().add_frame({frame(), site, subject}));
}

/// Writes a text where it stands now. What nobody wrote has its origin in the action.
void Executor::write(const BuiltText& text, OriginId otherwise) {
  if (!heap_.budget().make(text.size + text.run_count * sizeof(Run))) {
    spend();
    return;
  }
  const FrameId current = frame();
  for (std::uint32_t i = 0; i < text.run_count; ++i) {
    const Run& run = text.runs[i];
    const std::uint32_t begin = std::max(text.base, run.at);
    const std::uint32_t end = i + 1 == text.run_count ? text.base + text.size : text.runs[i + 1].at;
    if (begin == end && run.how() != Copy::left_out) continue;
    // What is known of bytes by their kind alone stays; what only says why they stand there does
    // not say where.
    const Origin& from = heap_.sources().origin(run.origin);
    const bool has_kind = run.origin != OriginId::none && from.kind != OriginKind::joined;
    const bool has_place = run.how() == Copy::left_out || from.at.is_place() || has_kind;
    out_->put(text.text().substr(begin - text.base, end - begin),
              has_place ? run.origin : heap_.united(otherwise, run.origin), run.how(),
              run.skip + (begin - run.at), heap_.joined(run.under(), current));
  }
}

/// What is being executed, as a frame.
FrameId Executor::frame() {
  std::size_t known = scopes_.size();
  while (known > 0 && scopes_[known - 1].id == FrameId::none) --known;
  FrameId parent = known > 0 ? scopes_[known - 1].id : FrameId::none;
  for (; known < scopes_.size(); ++known) {
    Scope& scope = scopes_[known];
    heap_.budget().make(sizeof(Frame));
    parent = scope.id = heap_.sources().add_frame({parent, scope.site, scope.subject});
  }
  return parent;
}

OriginId Executor::origin(std::uint32_t id, Span at) {
  if (!at.is_place()) return OriginId::none;
  if (id < first_id_) return around_->origin(id, at);
  const std::size_t index = id - first_id_;
  if (index >= origins_.size()) origins_.resize(templates_.ids() - first_id_);
  OriginId& known = origins_[index];
  if (known == OriginId::none) known = heap_.sources().add_origin(at, OriginKind::embedded);
  return known;
}

const BuiltText*& Executor::literal(std::uint32_t id) {
  if (id < first_id_) return around_->literal(id);
  const std::size_t index = id - first_id_;
  if (index >= literals_.size()) literals_.resize(templates_.ids() - first_id_);
  return literals_[index];
}

/// A step; false (and an error) where none is left.
bool Executor::spend() {
  Budget& budget = heap_.budget();
  if (budget.step() && budget.refused().empty()) return true;
  if (!failed()) {
    fail(std::string(budget.refused()));
    error_->is_limit = true;
  }
  return false;
}

std::string Executor::shown(const Value& value) {
  TextBuilder text;
  Printer(heap_, text).print(value);
  return std::string(text.text());
}

ExecError::Place Executor::place() const {
  ExecError::Place place;
  place.file = template_->file;
  place.name = template_->name;
  std::uint32_t offset = 0;
  switch (site_.kind) {
    case Site::Kind::none:
      break;
    case Site::Kind::action: {
      const auto& action = *static_cast<const Action*>(site_.node);
      offset = action.at;
      place.expression = printed(action);
      break;
    }
    case Site::Kind::pipe: {
      const auto& pipe = *static_cast<const Pipe*>(site_.node);
      offset = pipe.at;
      place.expression = printed(pipe);
      break;
    }
    case Site::Kind::command: {
      const auto& command = *static_cast<const Command*>(site_.node);
      offset = command.at;
      place.expression = printed(command);
      break;
    }
    case Site::Kind::term: {
      const auto& term = *static_cast<const Term*>(site_.node);
      offset = term.at;
      place.expression = printed(term);
      break;
    }
  }
  const std::string_view before = template_->text.substr(0, offset);
  const std::size_t line = before.rfind('\n');
  place.line = 1 + static_cast<std::uint32_t>(std::ranges::count(before, '\n'));
  place.column = offset - static_cast<std::uint32_t>(line == before.npos ? 0 : line + 1);
  place.at = {template_->source, offset, offset};
  return place;
}

/// Ends the execution; the first error is the one.
void Executor::fail(std::string message, const Value& fault) {
  if (failed()) return;
  error_ = std::make_shared<ExecError>();
  error_->places.push_back(place());
  const ExecError::Place& at = error_->places[0];
  error_->text = fmt::format("template: {}:{}:{}: executing {} at <{}>: {}", at.file, at.line,
                             at.column, quoted(at.name), at.expression, message);
  error_->message = std::move(message);
  error_->value = heap_.origin_of(fault);
  keep(fault);
}

/// An error may quote what a text has. As one of the sources it still says where that was written.
void Executor::keep(const Value& quoted) {
  if (!quoted.is_string() || quoted.text().empty()) return;
  TextBuilder text;
  text.append(quoted.rope());
  heap_.sources().add_made("error", std::move(text));
}

}  // namespace fairlead::gotemplate
