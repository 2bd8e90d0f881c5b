// Lists by what they hold: equal as Go's reflect.DeepEqual has it.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

bool holds(Call& call, std::span<const Value> items, const Value& wanted) {
  return std::ranges::any_of(
      items, [&](const Value& item) { return deep_equal(wanted, item, call.heap.budget()); });
}

Value uniq(Call& call) {
  const auto items = items_of(call, call[0], "find uniq on");
  if (!items) return {};
  std::vector<Value> kept;
  for (const Value& item : *items) {
    if (!call.heap.budget().refused().empty()) return {};
    if (!holds(call, kept, item)) kept.push_back(item);
  }
  return list_of(call.heap, kept);
}

Value without(Call& call) {
  const auto items = items_of(call, call[0], "find without on");
  if (!items) return {};
  std::vector<Value> kept;
  for (const Value& item : *items) {
    if (!call.heap.budget().refused().empty()) return {};
    if (!holds(call, call.arguments.subspan(1), item)) kept.push_back(item);
  }
  return list_of(call.heap, kept);
}

Value has(Call& call) {
  if (call[1].is_nil()) return Value::boolean(false);
  const auto items = items_of(call, call[1], "find has on");
  return items ? Value::boolean(holds(call, *items, call[0])) : Value();
}

Value compact(Call& call) {
  auto items = items_of(call, call[0], "compact on");
  if (!items) return {};
  std::erase_if(*items, [](const Value& item) { return !is_true(item); });
  return list_of(call.heap, *items);
}

Value equal_deeply(Call& call) {
  return Value::boolean(deep_equal(call[0], call[1], call.heap.budget()));
}

constexpr Function table[] = {
    {"uniq", "any", uniq},
    {"mustUniq", "any", uniq},
    {"without", "any, any...", without},
    {"mustWithout", "any, any...", without},
    {"has", "any, any", has},
    {"mustHas", "any, any", has},
    {"compact", "any", compact},
    {"mustCompact", "any", compact},
    {"deepEqual", "any, any", equal_deeply},
};

}  // namespace

std::span<const Function> set_functions() { return table; }

}  // namespace fairlead::gotemplate
