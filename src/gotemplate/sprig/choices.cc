// Which of several values it is. What was passed over has to do with what was taken.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

Value default_value(Call& call) {
  if (call.size() < 2) return call[0];
  if (is_true(call[1])) return call[1];
  return call.heap.with(call[0], call.heap.origin_of(call[1]));
}

Value empty(Call& call) { return Value::boolean(!is_true(call[0])); }

Value coalesce(Call& call) {
  OriginId passed = OriginId::none;
  for (const Value& value : call.arguments) {
    if (is_true(value)) return call.heap.with(value, passed);
    passed = call.heap.united(passed, call.heap.origin_of(value));
  }
  return Value::nil(passed);
}

Value all(Call& call) { return Value::boolean(std::ranges::all_of(call.arguments, is_true)); }

Value any(Call& call) { return Value::boolean(std::ranges::any_of(call.arguments, is_true)); }

Value ternary(Call& call) {
  return call.heap.with(call[2].boolean() ? call[0] : call[1], call.heap.origin_of(call[2]));
}

Value fail(Call& call) { return call.fail(std::string(call[0].text())); }

constexpr Function table[] = {
    {"default", "any, any...", default_value},
    {"empty", "any", empty},
    {"coalesce", "any...", coalesce},
    {"all", "any...", all},
    {"any", "any...", any},
    {"ternary", "any, any, bool", ternary},
    {"fail", "string", fail},
};

}  // namespace

std::span<const Function> choice_functions() { return table; }

}  // namespace fairlead::gotemplate
