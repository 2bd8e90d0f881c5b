#include <fmt/format.h>

#include "gotemplate/exec/executor.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

/// A text as a key; it keeps where it was written.
const BuiltText* key_of(const Value& value, Heap& heap) {
  return value.is_string() ? &value.rope() : heap.keep(text_of(value, heap));
}

Value dict(Call& call) {
  Map* made = call.heap.map();
  for (std::size_t i = 0; i < call.size(); i += 2) {
    const Value value = i + 1 < call.size() ? call[i + 1] : call.heap.constant("");
    made->set(key_of(call[i], call.heap), value);
  }
  return Value::map(made);
}

Value get(Call& call) {
  if (const Value* found = call[0].map().find(call[1].text())) return *found;
  return call.heap.string("", call.heap.origin_of(call[0]));
}

Value set(Call& call) {
  if (call[0].map().is_nil()) return call.fail("assignment to entry in nil map");
  const OriginId control = call.executor ? call.executor->control() : OriginId::none;
  call[0].map().set(&call[1].rope(), call.heap.with(call[2], control));
  return call[0];
}

Value unset(Call& call) {
  call[0].map().erase(call[1].text());
  return call[0];
}

Value has_key(Call& call) {
  const Value* found = call[0].map().find(call[1].text());
  const OriginId origin = call.heap.origin_of(found ? *found : call[0]);
  return Value::boolean(found != nullptr).from(origin);
}

Value pluck(Call& call) {
  std::vector<Value> all;
  for (const Value& map : call.arguments.subspan(1)) {
    if (const Value* found = map.map().find(call[0].text())) all.push_back(*found);
  }
  return list_of(call.heap, all);
}

/// Go gives them in another order each time; this one is sorted.
Value keys(Call& call) {
  std::vector<Value> all;
  for (const Value& map : call.arguments) {
    for (const Map::Item& item : map.map().sorted()) all.push_back(Value::string(item.key));
  }
  return list_of(call.heap, all, list_of_string);
}

Value values(Call& call) {
  std::vector<Value> all;
  for (const Map::Item& item : call[0].map().sorted()) all.push_back(item.value);
  return list_of(call.heap, all);
}

Value pick(Call& call) {
  Map* made = call.heap.map();
  Map& from = call[0].map();
  for (const Value& key : call.arguments.subspan(1)) {
    if (const Value* found = from.find(key.text())) made->set(from.key(key.text()), *found);
  }
  return Value::map(made, call[0].origin());
}

Value omit(Call& call) {
  Map* made = call.heap.map();
  const std::span<const Value> names = call.arguments.subspan(1);
  for (const Map::Item& item : call[0].map().sorted()) {
    const bool is_out =
        std::ranges::any_of(names, [&](const Value& name) { return name.text() == item.name(); });
    if (!is_out) made->set(item.key, item.value);
  }
  return Value::map(made, call[0].origin());
}

/// What Go's type assertions panic with.
Value wrong_type(Call& call, const Value& value, std::string_view wanted) {
  const bool is_nil = value.is_nil() || !value.is_valid();
  return call.fail(fmt::format("interface conversion: interface {{}} is {}, not {}",
                               is_nil ? "nil" : type_name(value), wanted));
}

bool is_plain_map(const Value& value) {
  return value.is_map() && type_name(value) == map_of_any.name;
}

Value dig(Call& call) {
  if (call.size() < 3) return call.fail("dig needs at least three arguments");
  const Value& fallback = call[call.size() - 2];
  const std::span<const Value> path = call.arguments.first(call.size() - 2);
  Value at = call[call.size() - 1];
  if (!is_plain_map(at)) return wrong_type(call, at, map_of_any.name);
  for (const Value& key : path) {
    if (!key.is_string()) return wrong_type(call, key, "string");
  }
  for (const Value& key : path) {
    if (!is_plain_map(at)) return wrong_type(call, at, map_of_any.name);
    const Value* found = at.map().find(key.text());
    if (!found) return call.heap.with(fallback, at.origin());
    at = *found;
  }
  return at;
}

Value deep_copy_of(const Value& value, Heap& heap, int depth) {
  if (!heap.budget().step() || !heap.budget().deeper() || depth > 500) return value;
  if (value.is_list()) {
    if (value.list().is_nil()) return value;
    List* made = heap.list(value.list().type());
    for (const Value& item : value.list().items()) made->push(deep_copy_of(item, heap, depth + 1));
    return Value::list(made, value.origin());
  }
  if (!value.is_map()) return value;
  Map* made = heap.map(value.map().type());
  for (const Map::Item& item : value.map().sorted())
    made->set(item.key, deep_copy_of(item.value, heap, depth + 1));
  if (value.is_named()) made->name_as(value.map().named_type());
  return Value::map(made, value.origin()).named(value.is_named());
}

Value deep_copy(Call& call) {
  if (call[0].is_nil()) return call.fail("reflect: call of reflect.Value.Type on zero Value");
  return deep_copy_of(call[0], call.heap, 0);
}

constexpr Function table[] = {
    {"dict", "any...", dict},
    {"get", "map, string", get},
    {"set", "map, string, any", set},
    {"unset", "map, string", unset},
    {"hasKey", "map, string", has_key},
    {"pluck", "string, map...", pluck},
    {"keys", "map...", keys},
    {"values", "map", values},
    {"pick", "map, string...", pick},
    {"omit", "map, string...", omit},
    {"dig", "any...", dig},
    {"deepCopy", "any", deep_copy},
    {"mustDeepCopy", "any", deep_copy},
};

}  // namespace

std::span<const Function> map_functions() { return table; }

}  // namespace fairlead::gotemplate
