// Numbers: everything is cast first.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "gotemplate/format/printer.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/decimal.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/float_text.h"
#include "gotemplate/strconv/numbers.h"

namespace fairlead::gotemplate {
namespace {

/// Go's integers wrap around.
std::int64_t wrapped(std::uint64_t bits) { return static_cast<std::int64_t>(bits); }
std::uint64_t bits(const Value& value) { return static_cast<std::uint64_t>(int_of(value)); }
Value made(std::int64_t number) { return Value::integer(number, Type::int64); }

Value to_int(Call& call) { return Value::integer(int_of(call[0])); }
Value to_int64(Call& call) { return made(int_of(call[0])); }
Value to_float(Call& call) { return Value::floating(float_of(call[0])); }

Value decimal_int(Call& call) { return Value::integer(parsed_int(call[0].text(), 10).value_or(0)); }

Value octal(Call& call) {
  return made(parsed_int(text_of(call[0], call.heap).text(), 8).value_or(0));
}

Value add(Call& call) {
  std::uint64_t sum = 0;
  for (const Value& value : call.arguments) sum += bits(value);
  return made(wrapped(sum));
}

Value add_one(Call& call) { return made(wrapped(bits(call[0]) + 1)); }
Value subtract(Call& call) { return made(wrapped(bits(call[0]) - bits(call[1]))); }

Value multiply(Call& call) {
  std::uint64_t product = 1;
  for (const Value& value : call.arguments) product *= bits(value);
  return made(wrapped(product));
}

Value divided(Call& call, bool wants_rest) {
  const std::int64_t a = int_of(call[0]), b = int_of(call[1]);
  if (b == 0) return call.fail("runtime error: integer divide by zero");
  if (b == -1) return made(wants_rest ? 0 : wrapped(0 - static_cast<std::uint64_t>(a)));
  return made(wants_rest ? a % b : a / b);
}

Value divide(Call& call) { return divided(call, false); }
Value modulo(Call& call) { return divided(call, true); }

Value largest(Call& call) {
  std::int64_t best = int_of(call[0]);
  for (const Value& value : call.arguments) best = std::max(best, int_of(value));
  return made(best);
}

Value smallest(Call& call) {
  std::int64_t best = int_of(call[0]);
  for (const Value& value : call.arguments) best = std::min(best, int_of(value));
  return made(best);
}

/// Go's math.Max: nothing is larger than NaN but infinity, and 0 is larger than -0.
double larger(double a, double b) {
  constexpr double most = std::numeric_limits<double>::infinity();
  if (a == most || b == most) return most;
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<double>::quiet_NaN();
  return a == b && std::signbit(a) ? b : std::max(a, b);
}

Value largest_float(Call& call) {
  double best = float_of(call[0]);
  for (const Value& value : call.arguments) best = larger(best, float_of(value));
  return Value::floating(best);
}

Value smallest_float(Call& call) {
  double best = float_of(call[0]);
  for (const Value& value : call.arguments) best = -larger(-best, -float_of(value));
  return Value::floating(best);
}

Value floor(Call& call) { return Value::floating(std::floor(float_of(call[0]))); }
Value ceil(Call& call) { return Value::floating(std::ceil(float_of(call[0]))); }

Value round(Call& call) {
  const double from = call.size() > 2 ? call[2].floating() : 0.5;
  const double power = std::pow(10.0, static_cast<double>(call[1].integer()));
  const double digit = power * float_of(call[0]);
  double whole = 0;
  const double rest = std::modf(digit, &whole);
  return Value::floating((rest >= from ? std::ceil(digit) : std::floor(digit)) / power);
}

/// Calculates in decimals, from `first` on through `others`.
Value chained(Call& call, const Value& first, std::span<const Value> others,
              Decimal (*operation)(const Decimal&, const Decimal&)) {
  Decimal result;
  for (std::size_t i = 0; i <= others.size(); ++i) {
    const double number = float_of(i == 0 ? first : others[i - 1]);
    if (!std::isfinite(number))
      return call.fail("Cannot create a Decimal from " + float_text(number, 'g', -1));
    const Decimal decimal = decimal_of(number);
    constexpr std::uint64_t digits_of_a_step = 64;
    constexpr std::uint64_t most = 800;  // of one number: its exponent goes into its digits
    if (!call.heap.budget().step(result.digits.size() * most / digits_of_a_step)) return {};
    if (i > 0 && operation == quotient && decimal.digits.empty())
      return call.fail("decimal division by 0");
    result = i == 0 ? decimal : operation(result, decimal);
  }
  return Value::floating(nearest_float(result));
}

Value add_floats(Call& call) { return chained(call, Value::floating(0), call.arguments, sum); }
Value add_one_float(Call& call) {
  const Value one[] = {Value::floating(1)};
  return chained(call, call[0], one, sum);
}
Value subtract_floats(Call& call) {
  return chained(call, call[0], call.arguments.subspan(1), difference);
}
Value multiply_floats(Call& call) {
  return chained(call, call[0], call.arguments.subspan(1), product);
}
Value divide_floats(Call& call) {
  return chained(call, call[0], call.arguments.subspan(1), quotient);
}

/// The numbers from `start` to `stop`, which `step` may pass by one.
Value sequence(Call& call, std::int64_t start, std::int64_t stop, std::int64_t step) {
  std::string text;
  const bool falls = stop < start;
  const bool goes = falls ? step < 0 : step > 0;
  for (std::int64_t i = start; goes && (falls ? i > stop : i < stop); i += step) {
    if (!call.heap.budget().step()) break;
    text += (text.empty() ? "" : " ") + fmt::format("{}", i);
  }
  return call.made(text);
}

Value seq(Call& call) {
  const auto at = [&](std::size_t i) { return call[i].integer(); };
  if (call.size() == 1) {
    const std::int64_t step = at(0) < 1 ? -1 : 1;
    return sequence(call, 1, at(0) + step, step);
  }
  if (call.size() == 2) {
    const std::int64_t step = at(1) < at(0) ? -1 : 1;
    return sequence(call, at(0), at(1) + step, step);
  }
  if (call.size() != 3 || (at(2) < at(0) && at(1) > 0)) return call.made("");
  return sequence(call, at(0), at(2) + (at(2) < at(0) ? -1 : 1), at(1));
}

constexpr Function table[] = {
    {"int", "any", to_int},
    {"int64", "any", to_int64},
    {"float64", "any", to_float},
    {"atoi", "string", decimal_int},
    {"toDecimal", "any", octal},
    {"add", "any...", add},
    {"add1", "any", add_one},
    {"sub", "any, any", subtract},
    {"mul", "any, any...", multiply},
    {"div", "any, any", divide},
    {"mod", "any, any", modulo},
    {"max", "any, any...", largest},
    {"biggest", "any, any...", largest},
    {"min", "any, any...", smallest},
    {"maxf", "any, any...", largest_float},
    {"minf", "any, any...", smallest_float},
    {"floor", "any", floor},
    {"ceil", "any", ceil},
    {"round", "any, int, float64...", round},
    {"addf", "any...", add_floats},
    {"add1f", "any", add_one_float},
    {"subf", "any, any...", subtract_floats},
    {"mulf", "any, any...", multiply_floats},
    {"divf", "any, any...", divide_floats},
    {"seq", "int...", seq},
};

}  // namespace

std::span<const Function> number_functions() { return table; }

}  // namespace fairlead::gotemplate
