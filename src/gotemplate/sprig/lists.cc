#include <fmt/format.h>

#include <cmath>
#include <ranges>

#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

constexpr TypeInfo list_of_lists{"[][]interface {}", Type::list};

Value list(Call& call) {
  return list_of(call.heap, {call.arguments.begin(), call.arguments.end()});
}

Value append(Call& call) {
  auto items = items_of(call, call[0], "push on");
  if (!items) return {};
  items->push_back(call[1]);
  return list_of(call.heap, *items);
}

Value prepend(Call& call) {
  auto items = items_of(call, call[0], "prepend on");
  if (!items) return {};
  items->insert(items->begin(), call[1]);
  return list_of(call.heap, *items);
}

/// What stands for nothing in an empty list: a nil that hangs on the list.
Value nothing(Call& call) { return Value::nil(call[0].origin()); }

Value first(Call& call) {
  const auto items = items_of(call, call[0], "find first on");
  if (!items) return {};
  return items->empty() ? nothing(call) : items->front();
}

Value last(Call& call) {
  const auto items = items_of(call, call[0], "find last on");
  if (!items) return {};
  return items->empty() ? nothing(call) : items->back();
}

Value rest(Call& call) {
  auto items = items_of(call, call[0], "find rest on");
  if (!items) return {};
  if (items->empty()) return call.heap.nil_list();
  items->erase(items->begin());
  return list_of(call.heap, *items);
}

Value initial(Call& call) {
  auto items = items_of(call, call[0], "find initial on");
  if (!items) return {};
  if (items->empty()) return call.heap.nil_list();
  items->pop_back();
  return list_of(call.heap, *items);
}

Value reverse(Call& call) {
  auto items = items_of(call, call[0], "find reverse on");
  if (!items) return {};
  std::ranges::reverse(*items);
  return list_of(call.heap, *items);
}

Value slice(Call& call) {
  const Value& from = call[0];
  if (from.is_nil()) return call.fail(std::string(nil_dereference));
  if (!from.is_list() && from.type() != Type::bytes)
    return call.fail(fmt::format("list should be type of slice or array but {}", kind_name(from)));
  const auto size =
      static_cast<std::int64_t>(from.is_list() ? from.list().size() : from.rope().size);
  if (size == 0) return nothing(call);
  const std::int64_t begin = call.size() > 1 ? int_of(call[1]) : 0;
  const std::int64_t end = call.size() > 2 ? int_of(call[2]) : size;
  const auto capacity = from.is_list() ? static_cast<std::int64_t>(from.list().capacity()) : size;
  if (begin < 0 || end < begin || end > capacity)
    return call.fail("reflect.Value.Slice: slice index out of bounds");
  const auto at = static_cast<std::size_t>(begin), to = static_cast<std::size_t>(end);
  if (!from.is_list())
    return Value::string(call.heap.keep(from.rope().part(static_cast<std::uint32_t>(at),
                                                         static_cast<std::uint32_t>(to))),
                         Type::bytes);
  const auto most = static_cast<std::size_t>(capacity);
  return Value::list(call.heap.arena().make<List>(from.list().part(at, to, most)), from.origin());
}

Value chunk(Call& call) {
  const auto items = items_of(call, call[1], "chunk");
  if (!items) return {};
  const std::int64_t size = call[0].integer();
  // Of a size below 0 sprig reckons with the count of chunks: none, or one of the only item.
  const auto count = static_cast<std::int64_t>(items->size());
  const bool is_none = size < 0 && count > 1 && size <= 1 - count;
  const bool is_one = size < 0 && count == 1;
  if (size <= 0 && !is_none && !is_one)
    return call.fail("runtime error: makeslice: len out of range");
  List* chunks = call.heap.list(list_of_lists);
  if (is_none) return Value::list(chunks);
  const auto step = static_cast<std::size_t>(is_one ? 1 : size);
  for (std::size_t at = 0; at < items->size(); at += step) {
    const auto from = items->begin() + static_cast<std::ptrdiff_t>(at);
    const auto in_it = static_cast<std::ptrdiff_t>(std::min(step, items->size() - at));
    chunks->push(list_of(call.heap, {from, from + in_it}));
  }
  return Value::list(chunks);
}

Value concat(Call& call) {
  std::vector<Value> all;
  for (const Value& list : call.arguments) {
    const auto items = items_of(list);
    if (!items && (list.is_nil() || !list.is_valid()))
      return call.fail(std::string(nil_dereference));
    if (!items) return call.fail(fmt::format("Cannot concat type {} as list", kind_name(list)));
    if (!call.heap.budget().step(items->size())) return {};
    all.insert(all.end(), items->begin(), items->end());
  }
  return all.empty() ? call.heap.nil_list() : list_of(call.heap, all);
}

Value numbers(Call& call, std::int64_t start, std::int64_t stop, std::int64_t step) {
  List* made = call.heap.list(list_of_int);
  const bool falls = stop < start;
  const bool goes = falls ? step < 0 : step > 0;
  for (std::int64_t i = start; goes && (falls ? i > stop : i < stop); i += step) {
    if (!call.heap.budget().step()) break;
    made->push(Value::integer(i));
  }
  return Value::list(made, call.origin());
}

Value until(Call& call) {
  const std::int64_t count = call[0].integer();
  return numbers(call, 0, count, count < 0 ? -1 : 1);
}

Value until_step(Call& call) {
  return numbers(call, call[0].integer(), call[1].integer(), call[2].integer());
}

constexpr Function table[] = {
    {"list", "any...", list},
    {"tuple", "any...", list},
    {"append", "any, any", append},
    {"push", "any, any", append},
    {"mustAppend", "any, any", append},
    {"mustPush", "any, any", append},
    {"prepend", "any, any", prepend},
    {"mustPrepend", "any, any", prepend},
    {"first", "any", first},
    {"mustFirst", "any", first},
    {"last", "any", last},
    {"mustLast", "any", last},
    {"rest", "any", rest},
    {"mustRest", "any", rest},
    {"initial", "any", initial},
    {"mustInitial", "any", initial},
    {"reverse", "any", reverse},
    {"mustReverse", "any", reverse},
    {"slice", "any, any...", slice},
    {"mustSlice", "any, any...", slice},
    {"chunk", "int, any", chunk},
    {"mustChunk", "int, any", chunk},
    {"concat", "any...", concat},
    {"until", "int", until},
    {"untilStep", "int, int, int", until_step},
};

}  // namespace

std::span<const Function> list_functions() { return table; }

}  // namespace fairlead::gotemplate
