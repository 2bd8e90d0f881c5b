// eq, ne, lt, le, gt, ge, with Go's rules for what may be compared.
#include <fmt/format.h>

#include <optional>

#include "gotemplate/exec/builtins.h"
#include "gotemplate/format/printer.h"

namespace fairlead::gotemplate {
namespace {

constexpr std::string_view bad_type = "invalid type for comparison";

enum class Basic : std::uint8_t { none, boolean, complex, integer, floating, string, natural };

Basic basic(const Value& value) {
  if (value.type() == Type::boolean) return Basic::boolean;
  if (value.type() == Type::complex128) return Basic::complex;
  if (value.is_int()) return Basic::integer;
  if (value.is_uint()) return Basic::natural;
  if (value.is_float()) return Basic::floating;
  return value.is_string() ? Basic::string : Basic::none;
}

bool is_there(const Value& value) { return value.is_valid() && !value.is_nil(); }

/// Nil, or a map or list that is nil: what is equal to nothing.
bool is_nothing(const Value& value) {
  return !is_there(value) || (value.is_map() && value.map().is_nil()) ||
         (value.is_list() && value.list().is_nil());
}

/// A value as Go's errors have it: with %s where one would want %v, and the other way round.
std::string shown(const Value& value, std::string_view verb, Call& call) {
  TextBuilder text;
  Printer(call.heap, text).print(call.heap.constant(verb).rope(), std::span(&value, 1));
  return std::string(text.text());
}

std::string incompatible(const Value& a, const Value& b) {
  return fmt::format("incompatible types for comparison: {} and {}", type_name(a), type_name(b));
}

bool same_basic(const Value& a, const Value& b) {
  switch (basic(a)) {
    case Basic::boolean:
      return a.boolean() == b.boolean();
    case Basic::complex:
      return a.complex() == b.complex();
    case Basic::integer:
      return a.integer() == b.integer();
    case Basic::natural:
      return a.natural() == b.natural();
    case Basic::floating:
      return a.floating() == b.floating();
    case Basic::string:
      return a.text() == b.text();
    case Basic::none:
      return false;
  }
  __builtin_unreachable();
}

/// Values that are neither numbers nor strings nor booleans.
std::optional<bool> same_other(const Value& a, const Value& b, Call& call) {
  if (is_there(a) && is_there(b) && kind_name(a) != kind_name(b)) {
    call.fail(fmt::format("non-comparable types {}: {}, {}: {}", shown(a, "%s", call), type_name(a),
                          type_name(b), shown(b, "%v", call)));
    return std::nullopt;
  }
  if (is_nothing(a) || is_nothing(b)) return is_nothing(a) == is_nothing(b);
  if (b.type() != Type::record) {
    call.fail(fmt::format("non-comparable type {}: {}", shown(b, "%s", call), type_name(b)));
    return std::nullopt;
  }
  return a.identity() == b.identity();
}

/// Nothing where they may not be compared; then the call has failed.
std::optional<bool> same(const Value& a, const Value& b, Call& call) {
  const Basic left = basic(a), right = basic(b);
  if (left == right && left != Basic::none) return same_basic(a, b);
  if (left == right) return same_other(a, b, call);
  if (left == Basic::integer && right == Basic::natural)
    return a.integer() >= 0 && static_cast<std::uint64_t>(a.integer()) == b.natural();
  if (left == Basic::natural && right == Basic::integer)
    return b.integer() >= 0 && a.natural() == static_cast<std::uint64_t>(b.integer());
  if (is_there(a) && is_there(b)) {
    call.fail(incompatible(a, b));
    return std::nullopt;
  }
  return false;
}

std::optional<bool> before(const Value& a, const Value& b, Call& call) {
  const Basic left = basic(a), right = basic(b);
  const bool mixed = left == Basic::integer ? right == Basic::natural
                                            : left == Basic::natural && right == Basic::integer;
  if (left == Basic::none || right == Basic::none) {
    call.fail(std::string(bad_type));
    return std::nullopt;
  }
  if (left != right && !mixed) {
    call.fail(incompatible(a, b));
    return std::nullopt;
  }
  if (mixed && left == Basic::integer)
    return a.integer() < 0 || static_cast<std::uint64_t>(a.integer()) < b.natural();
  if (mixed) return b.integer() >= 0 && a.natural() < static_cast<std::uint64_t>(b.integer());
  if (left == Basic::integer) return a.integer() < b.integer();
  if (left == Basic::natural) return a.natural() < b.natural();
  if (left == Basic::floating) return a.floating() < b.floating();
  if (left == Basic::string) return a.text() < b.text();
  call.fail(std::string(bad_type));
  return std::nullopt;
}

Value answer(std::optional<bool> truth, bool turned = false) {
  return truth ? Value::boolean(*truth != turned) : Value();
}

std::optional<bool> not_after(Call& call) {
  const auto is_before = before(call[0], call[1], call);
  return !is_before || *is_before ? is_before : same(call[0], call[1], call);
}

}  // namespace

Value equal(Call& call) {
  if (call.size() < 2) return call.fail("missing argument for comparison");
  for (const Value& other : call.arguments.subspan(1)) {
    const auto is_same = same(call[0], other, call);
    if (!is_same || *is_same) return answer(is_same);
  }
  return Value::boolean(false);
}

Value not_equal(Call& call) { return answer(same(call[0], call[1], call), true); }
Value less(Call& call) { return answer(before(call[0], call[1], call)); }
Value less_or_equal(Call& call) { return answer(not_after(call)); }
Value greater(Call& call) { return answer(not_after(call), true); }
Value greater_or_equal(Call& call) { return answer(before(call[0], call[1], call), true); }

}  // namespace fairlead::gotemplate
