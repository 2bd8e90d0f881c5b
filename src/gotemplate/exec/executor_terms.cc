// Pipelines, commands, and terms that are no functions.
#include <fmt/format.h>

#include "gotemplate/exec/executor.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {

namespace {

bool is_hexadecimal(std::string_view text) {
  return text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == 'x' &&
         text.find_first_of("pP") == text.npos;
}

}  // namespace

Value Executor::pipeline(const Value& dot, const Pipe& pipe) {
  at(pipe);
  if (!heap_.budget().deeper()) spend();
  Value value;
  bool is_first = true;
  for (const Command& one : pipe.commands) {
    if (failed() || !spend()) return {};
    value = command(dot, one, is_first ? nullptr : &value);
    if (failed()) return {};
    // An interface gives what it holds; nil holds nothing.
    value = value.is_nil() ? Value().from(value.origin()) : value.boxed(false);
    is_first = false;
  }
  for (const Name& name : pipe.variables) {
    if (pipe.assigns)
      set_variable(name.text, value);
    else
      variables_.push_back({name.text, value});
  }
  return value;
}

Executor::Variable* Executor::find_variable(std::string_view name) {
  for (std::size_t i = variables_.size(); i > first_variable_; --i) {
    if (variables_[i - 1].name == name) return &variables_[i - 1];
  }
  fail(fmt::format("undefined variable: {}", name));
  return nullptr;
}

void Executor::set_variable(std::string_view name, const Value& value) {
  if (Variable* variable = find_variable(name)) variable->value = heap_.with(value, control());
}

void Executor::not_a_function(std::span<const Term> terms, const Value* final) {
  if (terms.size() > 1 || final)
    fail(fmt::format("can't give argument to non-function {}", printed(terms[0])));
}

Value Executor::command(const Value& dot, const Command& command, const Value* final) {
  const Term& first = command.terms[0];
  switch (first.kind) {
    case Term::Kind::field:
      return field_term(dot, first, command.terms, final);
    case Term::Kind::chain:
      return chain(dot, first, command.terms, final);
    case Term::Kind::identifier:
      return function(dot, first, {Site::Kind::command, &command}, command.terms, final);
    case Term::Kind::pipe:
      not_a_function(command.terms, final);
      return failed() ? Value() : pipeline(dot, *first.pipe);
    case Term::Kind::variable:
      return variable(dot, first, command.terms, final);
    default:
      break;
  }
  at(first);
  not_a_function(command.terms, final);
  if (failed()) return {};
  if (first.kind == Term::Kind::dot) return dot;
  if (first.kind == Term::Kind::nil) {
    fail("nil is not a command");
    return {};
  }
  return constant(first);
}

Value Executor::string(const Term& term) {
  const BuiltText*& known = literal(term.id);
  if (known) return Value::string(known);
  const bool as_written = term.text.data() == term.written.data() + 1;
  const auto size = static_cast<std::uint32_t>(term.written.size());
  Run run;
  run.copy = static_cast<std::uint32_t>(as_written ? Copy::verbatim : Copy::transformed) & 3u;
  if (const Span at{template_->source, term.begin, term.begin + size}; at.is_place())
    run.origin =
        heap_.sources().add_origin(as_written ? at.part(1, size - 1) : at, OriginKind::embedded);
  else
    run.copy = static_cast<std::uint32_t>(Copy::synthetic) & 3u;
  known = heap_.keep({term.text.data(), heap_.arena().make<Run>(run),
                      static_cast<std::uint32_t>(term.text.size()), 1});
  return Value::string(known);
}

/// A boolean, a string, or a number of the type that its spelling has.
Value Executor::constant(const Term& term) {
  if (term.kind == Term::Kind::boolean) return Value::boolean(term.is_true);
  if (term.kind == Term::Kind::string) return string(term);
  at(term);
  const Number& number = *term.number;
  if (number.is_complex)
    return Value::complex(heap_.arena().make<std::complex<double>>(number.complex_value));
  if (number.is_float && !is_hexadecimal(term.written) && term.written[0] != '\'' &&
      term.written.find_first_of(".eEpP") != term.written.npos)
    return Value::floating(number.float_value);
  if (number.is_int) return Value::integer(number.int_value);
  fail(fmt::format("{} overflows int", term.written));
  return {};
}

Value Executor::field_term(const Value& dot, const Term& term, std::span<const Term> terms,
                           const Value* final) {
  at(term);
  return fields(dot, dot, term, term.names, terms, final);
}

Value Executor::chain(const Value& dot, const Term& term, std::span<const Term> terms,
                      const Value* final) {
  at(term);
  if (term.inner->kind == Term::Kind::nil) {
    fail(fmt::format("indirection through explicit nil in {}", printed(term)));
    return {};
  }
  const Value receiver = argument(dot, Signature(), nullptr, *term.inner);
  return failed() ? Value() : fields(dot, receiver, term, term.names, terms, final);
}

Value Executor::variable(const Value& dot, const Term& term, std::span<const Term> terms,
                         const Value* final) {
  at(term);
  const Variable* found = find_variable(term.names[0].text);
  if (!found) return {};
  const Value value = found->value;
  if (term.names.size() > 1) return fields(dot, value, term, term.names.subspan(1), terms, final);
  if (!terms.empty() || final) not_a_function(terms.empty() ? std::span(&term, 1) : terms, final);
  return value;
}

Value Executor::fields(const Value& dot, Value receiver, const Term& node,
                       std::span<const Name> names, std::span<const Term> terms,
                       const Value* final) {
  for (std::size_t i = 0; i < names.size() && !failed(); ++i) {
    const bool is_last = i + 1 == names.size();
    receiver = field(dot, names[i], node, is_last ? terms : std::span<const Term>(),
                     is_last ? final : nullptr, receiver);
  }
  return failed() ? Value() : receiver;
}

Value Executor::map_field(const Name& name, const Value& receiver) {
  const Value* found = receiver.map().find(name.text, name.hash);
  if (found) return *found;
  // What is not there hangs on the map that has it not.
  const Value nothing = Value().from(receiver.origin());
  if (missing_ == MissingKey::error) {
    fail(fmt::format("map has no entry for key {}", quoted(name.text)), receiver);
    return {};
  }
  if (missing_ == MissingKey::invalid) return nothing;
  return heap_.zero(receiver.map().type(), heap_.as_kind(receiver.origin(), OriginKind::absent));
}

Value Executor::field(const Value& dot, const Name& name, const Term& node,
                      std::span<const Term> terms, const Value* final, const Value& receiver) {
  if (!receiver.is_valid()) {
    if (missing_ == MissingKey::error)
      fail(fmt::format("nil data; no entry for key {}", quoted(name.text)), receiver);
    return Value().from(receiver.origin());
  }
  if (receiver.is_nil()) {
    fail(fmt::format("nil pointer evaluating {}.{}", static_type_name(receiver), name.text),
         receiver);
    return {};
  }
  const TypeInfo* type = receiver.is_named()               ? &receiver.map().named_type()
                         : receiver.is_map()               ? &receiver.map().type()
                         : receiver.is_list()              ? &receiver.list().type()
                         : receiver.type() == Type::record ? receiver.record().type
                                                           : nullptr;
  if (const Function* method = type ? type->method(name.text) : nullptr)
    return call(dot, *method, receiver, {Site::Kind::term, &node}, name.text, terms, final);
  const bool has_arguments = terms.size() > 1 || final;
  if (receiver.type() == Type::record) {
    for (std::size_t i = 0; i < type->field_count; ++i) {
      if (type->fields[i] != name.text) continue;
      if (has_arguments)
        fail(fmt::format("{} has arguments but cannot be invoked as function", name.text));
      return receiver.record().fields[i];
    }
  }
  if (receiver.is_map()) {
    if (has_arguments) fail(fmt::format("{} is not a method but has arguments", name.text));
    return failed() ? Value() : map_field(name, receiver);
  }
  fail(fmt::format("can't evaluate field {} in type {}", name.text, static_type_name(receiver)),
       receiver);
  return {};
}

}  // namespace fairlead::gotemplate
