// Functions, methods and their arguments.
#include <fmt/format.h>

#include <array>

#include "gotemplate/exec/executor.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::gotemplate {

namespace {

/// Whether nothing at all may be given for it.
bool takes_nothing(Param param) {
  return param == Param::any || param == Param::value || param == Param::map ||
         param == Param::list || param == Param::strings || param == Param::bytes;
}

/// Whether a value is of the type, as Go's assignments have it.
bool fits(const Value& value, Param param, std::string_view named) {
  switch (param) {
    case Param::any:
    case Param::value:
      return true;
    case Param::string:
      return value.is_string();
    case Param::int_:
      return value.type() == Type::int_;
    case Param::int64:
      return value.type() == Type::int64;
    case Param::uint:
      return value.type() == Type::uint;
    case Param::float64:
      return value.type() == Type::float64;
    case Param::boolean:
      return value.type() == Type::boolean;
    case Param::map:
      return value.is_map() && value.map().type().element == Type::nil;
    case Param::list:
      return value.is_list() && value.list().type().element == Type::nil;
    case Param::strings:
      return value.is_list() && value.list().type().element == Type::string;
    case Param::bytes:
      return value.type() == Type::bytes;
    case Param::named:
      return type_name(value) == named;
  }
  __builtin_unreachable();
}

/// The zero value of a type that may be given nothing for.
Value nothing_of(Param param, Heap& heap) {
  if (param == Param::any) return Value::nil();
  if (param == Param::map) return heap.nil_map();
  if (param == Param::list) return heap.nil_list();
  if (param == Param::strings) return heap.nil_list(list_of_string);
  if (param == Param::bytes) return Value::string(heap.key(""), Type::bytes);
  return {};
}

}  // namespace

/// Arguments of a call, without an allocation for the usual number of them.
struct Executor::Arguments {
  std::array<Value, 8> few;
  std::vector<Value> many;
  std::size_t count = 0;

  void add(const Value& value) {
    if (count < few.size()) {
      few[count] = value;
    } else {
      if (many.empty()) many.assign(few.begin(), few.end());
      many.push_back(value);
    }
    ++count;
  }
  std::span<const Value> all() const {
    return count <= few.size() ? std::span<const Value>(few.data(), count)
                               : std::span<const Value>(many);
  }
};

Value Executor::function(const Value& dot, const Term& term, Site site, std::span<const Term> terms,
                         const Value* final) {
  at(term);
  if (!term.function) {
    fail(fmt::format("function {} not defined", quoted(term.written)));
    error_->is_unknown_function = true;
    return {};
  }
  return call(dot, *term.function, Value(), site, term.written, terms, final);
}

bool Executor::counts(const Function& function, std::string_view name, std::size_t given,
                      bool has_final) {
  const Signature& takes = function.takes;
  const std::size_t all = given + (has_final ? 1 : 0);
  if (takes.is_variadic && all < takes.fixed())
    fail(fmt::format("wrong number of args for {}: want at least {} got {}", name, takes.fixed(),
                     given));
  if (!takes.is_variadic && all != takes.count)
    fail(fmt::format("wrong number of args for {}: want {} got {}", name, takes.count, all));
  return !failed();
}

Value Executor::call(const Value& dot, const Function& function, const Value& self, Site site,
                     std::string_view name, std::span<const Term> terms, const Value* final) {
  if (!terms.empty()) terms = terms.subspan(1);
  if (!counts(function, name, terms.size(), final != nullptr)) return {};
  if (function.kind == Function::Kind::and_ || function.kind == Function::Kind::or_)
    return decide(dot, function, terms, final);
  const Signature& takes = function.takes;
  const auto param = [&](std::size_t i) {
    return &takes.params[std::min<std::size_t>(i, takes.count - 1u)];
  };
  Arguments arguments;
  for (const Term& term : terms) {
    arguments.add(argument(dot, takes, param(arguments.count), term));
    if (failed()) return {};
  }
  if (final) arguments.add(checked(*final, *param(arguments.count), takes.named));
  if (failed()) return {};
  Call made{heap_, arguments.all(), self, this};
  if (function.kind != Function::Kind::call) return called(function, made, site, name);
  // An error names what was to be called.
  std::string callee;
  if (!terms.empty())
    callee = printed(terms[0]);
  else if (final->is_string())
    callee = final->text();
  else
    callee = fmt::format("<{} Value>", final->is_valid() ? type_name(*final) : "invalid");
  return called_value(callee, made, site);
}

/// `and` and `or`: the first argument that decides, and what was seen before it.
Value Executor::decide(const Value& dot, const Function& function, std::span<const Term> terms,
                       const Value* final) {
  const bool wanted = function.kind == Function::Kind::or_;
  OriginId seen = OriginId::none;
  Value value;
  for (const Term& term : terms) {
    value = argument(dot, function.takes, &function.takes.params[0], term);
    if (failed()) return {};
    if (is_true(value) == wanted) return heap_.with(value, seen);
    if (&term != &terms.back() || final) seen = heap_.united(seen, heap_.origin_of(value));
  }
  return heap_.with(final ? *final : value, seen);
}

Value Executor::called(const Function& function, Call& call, Site site, std::string_view name) {
  // Whatever becomes of texts, they are gone through, and most functions make no more than a few
  // times their size.
  constexpr std::uint64_t times = 4;
  std::uint64_t given = 0;
  for (const Value& argument : call.arguments)
    if (argument.is_string())
      given += argument.rope().size + argument.rope().run_count * sizeof(Run);
  heap_.budget().room(times * given);
  if (!spend()) return {};
  Value result = function.body(call);
  if (!heap_.budget().refused().empty() && !call.cause) {
    site_ = site;
    spend();
    return {};
  }
  if (call.failed) {
    site_ = site;
    if (!call.cause) {
      for (const Value& each : call.arguments) keep(each);
      fail(fmt::format("error calling {}: {}", name, call.failure),
           call.size() > 0 ? call[call.size() - 1] : Value());
      return {};
    }
    const ExecError& inner = *call.cause;
    fail(fmt::format("error calling {}: {}", name, inner.text));
    error_->message = inner.message;
    error_->places.insert(error_->places.end(), inner.places.begin(), inner.places.end());
    error_->value = inner.value;
    error_->is_limit = inner.is_limit;
    error_->is_unknown_function = inner.is_unknown_function;
    error_->is_unknown_template = inner.is_unknown_template;
    return {};
  }
  if (result.is_synthetic() || result.type() == Type::record) result = made_up(result, site);
  // What was made of the arguments was written where they were.
  if (!result.is_string() && result.origin() == OriginId::none) result = result.from(call.origin());
  return result;
}

/// What a function gives that differs at every render: its place is the function's name.
Value Executor::made_up(const Value& result, Site site) {
  const Term* name = site.kind == Site::Kind::command
                         ? static_cast<const Command*>(site.node)->terms.data()
                         : static_cast<const Term*>(site.node);
  const auto size = static_cast<std::uint32_t>(name->written.size());
  const Span at{template_->source, name->begin, name->begin + size};
  return heap_.made_up(result, heap_.sources().add_origin(at, OriginKind::made_up));
}

Value Executor::called_value(std::string_view callee, Call& outer, Site site) {
  const Value& callable = outer[0];
  const auto wrong = [&](std::string message) {
    site_ = site;
    fail("error calling call: " + message, callable);
    return Value();
  };
  if (!callable.is_valid() || callable.is_nil()) return wrong("call of nil");
  if (callable.type() != Type::function || !callable.callable().function)
    return wrong(fmt::format("non-function {} of type {}", callee, type_name(callable)));
  const Function& function = *callable.callable().function;
  const Signature& takes = function.takes;
  const std::span<const Value> given = outer.arguments.subspan(1);
  if (takes.is_variadic ? given.size() < takes.fixed() : given.size() != takes.count)
    return wrong(fmt::format("wrong number of args for {}: got {} want {}{}", callee, given.size(),
                             takes.is_variadic ? "at least " : "", takes.fixed()));
  Arguments arguments;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Param param = takes.params[std::min<std::size_t>(i, takes.count - 1u)];
    Value value = given[i];
    const std::string_view wanted = param_name(param, takes.named);
    if (!value.is_valid() || value.is_nil()) {
      if (!takes_nothing(param))
        return wrong(fmt::format("arg {}: value is nil; should be of type {}", i, wanted));
      value = nothing_of(param, heap_);
    } else if ((value.is_int() || value.is_uint()) && param == Param::int64) {
      value = Value::integer(value.integer(), Type::int64).from(value.origin());
    } else if ((value.is_int() || value.is_uint()) && param == Param::int_) {
      value = Value::integer(value.integer()).from(value.origin());
    } else if (!fits(value, param, takes.named)) {
      return wrong(
          fmt::format("arg {}: value has type {}; should be {}", i, type_name(value), wanted));
    }
    arguments.add(value);
  }
  Call call{heap_, arguments.all(), callable.callable().self, this};
  return called(function, call, site, "call");
}

Value Executor::checked(const Value& value, Param param, std::string_view named) {
  if (!value.is_valid()) {
    if (takes_nothing(param)) return nothing_of(param, heap_).from(value.origin());
    fail(fmt::format("invalid value; expected {}", param_name(param, named)), value);
    return {};
  }
  if (param == Param::value) return value;
  if (param == Param::any) return value.boxed(false);
  if (!value.is_nil() && fits(value, param, named))
    return value.boxed(false).named(value.is_named() && param != Param::map);
  fail(fmt::format("wrong type for value; expected {}; got {}", param_name(param, named),
                   value.is_nil() ? "interface {}" : type_name(value)),
       value);
  return {};
}

/// The value of an argument, which must fit the parameter; null where anything does.
Value Executor::argument(const Value& dot, const Signature& takes, const Param* param,
                         const Term& term) {
  at(term);
  Value value;
  switch (term.kind) {
    case Term::Kind::dot:
      value = dot;
      break;
    case Term::Kind::nil:
      if (param && takes_nothing(*param)) return nothing_of(*param, heap_);
      fail(fmt::format("cannot assign nil to {}", param ? param_name(*param, takes.named) : "nil"));
      return {};
    case Term::Kind::field:
      value = field_term(dot, term, {}, nullptr);
      break;
    case Term::Kind::variable:
      value = variable(dot, term, {}, nullptr);
      break;
    case Term::Kind::pipe:
      value = pipeline(dot, *term.pipe);
      break;
    case Term::Kind::identifier:
      value = function(dot, term, {Site::Kind::term, &term}, {}, nullptr);
      break;
    case Term::Kind::chain:
      value = chain(dot, term, {}, nullptr);
      break;
    default:
      return constant_argument(takes, param ? *param : Param::any, term);
  }
  if (failed() || !param) return failed() ? Value() : value;
  return checked(value, *param, takes.named);
}

/// A constant takes the type that is wanted, where it can.
Value Executor::constant_argument(const Signature& takes, Param param, const Term& term) {
  const Number* number = term.kind == Term::Kind::number ? term.number : nullptr;
  std::string_view wanted;
  switch (param) {
    case Param::any:
    case Param::value:
      return constant(term);
    case Param::boolean:
      if (term.kind == Term::Kind::boolean) return Value::boolean(term.is_true);
      wanted = "bool";
      break;
    case Param::string:
      if (term.kind == Term::Kind::string) return string(term);
      wanted = "string";
      break;
    case Param::int_:
    case Param::int64:
      if (number && number->is_int)
        return Value::integer(number->int_value, param == Param::int_ ? Type::int_ : Type::int64);
      wanted = "integer";
      break;
    case Param::uint:
      if (number && number->is_uint) return Value::natural(number->uint_value, Type::uint);
      wanted = "unsigned integer";
      break;
    case Param::float64:
      if (number && number->is_float) return Value::floating(number->float_value);
      wanted = "float";
      break;
    case Param::map:
    case Param::list:
    case Param::strings:
    case Param::bytes:
    case Param::named:
      fail(fmt::format("can't handle {} for arg of type {}", printed(term),
                       param_name(param, takes.named)));
      return {};
  }
  fail(fmt::format("expected {}; found {}", wanted, printed(term)));
  return {};
}

}  // namespace fairlead::gotemplate
