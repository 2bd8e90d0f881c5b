#include "gotemplate/sprig/casts.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "gotemplate/format/printer.h"
#include "gotemplate/strconv/numbers.h"

namespace fairlead::gotemplate {
namespace {

/// "5.00" as "5": only a point with zeros behind it goes.
std::string_view without_zeros(std::string_view text) {
  bool has_zero = false;
  for (std::size_t i = text.size(); i > 0; --i) {
    if (text[i - 1] == '.' && has_zero) return text.substr(0, i - 1);
    if (text[i - 1] != '.' && text[i - 1] != '0') return text;
    has_zero = has_zero || text[i - 1] == '0';
  }
  return text;
}

/// What the machine makes of a number that does not fit.
std::int64_t whole(double value) {
  if (value >= -9223372036854775808.0 && value < 9223372036854775808.0)
    return static_cast<std::int64_t>(value);
  return std::numeric_limits<std::int64_t>::min();
}

}  // namespace

BuiltText text_of(const Value& value, Heap& heap) {
  if (value.is_string() || value.type() == Type::bytes) return value.rope();
  TextBuilder text;
  Printer(heap, text).print(value);
  return heap.string(text).rope();
}

std::int64_t int_of(const Value& value) {
  if (value.is_int()) return value.integer();
  if (value.is_uint()) return static_cast<std::int64_t>(value.natural());
  if (value.is_float()) return whole(value.floating());
  if (value.type() == Type::boolean) return value.boolean() ? 1 : 0;
  if (!value.is_string()) return 0;
  return parsed_int(without_zeros(value.text()), 0).value_or(0);
}

double float_of(const Value& value) {
  if (value.is_int()) return static_cast<double>(value.integer());
  if (value.is_uint()) return static_cast<double>(value.natural());
  if (value.is_float()) return value.floating();
  if (value.type() == Type::boolean) return value.boolean() ? 1 : 0;
  if (!value.is_string()) return 0;
  return parsed_float(value.text()).value_or(0);
}

std::optional<std::vector<Value>> items_of(const Value& list) {
  std::vector<Value> items;
  if (list.is_list()) {
    const std::span<const Value> all = list.list().items();
    items.assign(all.begin(), all.end());
  } else if (list.type() == Type::bytes) {
    for (const char byte : list.text())
      items.push_back(Value::natural(static_cast<unsigned char>(byte), Type::uint8));
  } else {
    return std::nullopt;
  }
  return items;
}

std::optional<std::vector<Value>> items_of(Call& call, const Value& list, std::string_view what) {
  auto items = items_of(list);
  if (items) {
    call.heap.budget().step(items->size());
    return items;
  }
  if (list.is_nil() || !list.is_valid())
    call.fail(std::string(nil_dereference));
  else
    call.fail(fmt::format("Cannot {} type {}", what, kind_name(list)));
  return std::nullopt;
}

Value list_of(Heap& heap, const std::vector<Value>& items, const TypeInfo& type) {
  List* made = heap.list(type);
  made->reserve(items.size());
  for (const Value& item : items) made->push(item);
  return Value::list(made);
}

std::vector<Value> texts_of(const Value& value, Heap& heap) {
  const auto items = items_of(value);
  std::vector<Value> texts;
  if (!items) {
    if (value.is_valid() && !value.is_nil()) texts.push_back(heap.string(text_of(value, heap)));
    return texts;
  }
  if (!heap.budget().step(items->size())) return texts;
  for (const Value& item : *items) {
    if (item.is_nil()) continue;
    texts.push_back(item.is_string() ? item : heap.string(text_of(item, heap)));
  }
  return texts;
}

namespace {

bool equal_lists(List& a, List& b, Budget& budget, int depth) {
  if (a.type().name != b.type().name || a.size() != b.size() || a.is_nil() != b.is_nil())
    return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!deep_equal(a.items()[i], b.items()[i], budget, depth)) return false;
  }
  return true;
}

bool equal_maps(Map& a, Map& b, Budget& budget, int depth) {
  if (a.type().name != b.type().name || a.size() != b.size()) return false;
  for (const Map::Item& item : a.sorted()) {
    const Value* other = b.find(item.name(), item.hash);
    if (!other || !deep_equal(item.value, *other, budget, depth)) return false;
  }
  return true;
}

}  // namespace

bool deep_equal(const Value& a, const Value& b, Budget& budget, int depth) {
  const auto is_none = [](const Value& value) { return !value.is_valid() || value.is_nil(); };
  if (is_none(a) || is_none(b)) return is_none(a) && is_none(b);
  if (a.type() != b.type() || !budget.step() || depth > 500) return false;
  if (a.is_string() || a.type() == Type::bytes)
    return a.rope().size == b.rope().size && budget.read(a.rope().size) && a.text() == b.text();
  if (a.is_float()) return a.floating() == b.floating();
  if (a.is_int()) return a.integer() == b.integer();
  if (a.is_uint()) return a.natural() == b.natural();
  if (a.type() == Type::boolean) return a.boolean() == b.boolean();
  if (a.type() == Type::complex128) return a.complex() == b.complex();
  if (a.identity() == b.identity()) return true;
  if (a.is_list()) return equal_lists(a.list(), b.list(), budget, depth + 1);
  if (a.is_map()) return equal_maps(a.map(), b.map(), budget, depth + 1);
  return false;
}

Value part_of(Heap& heap, const Value& text, std::size_t from, std::size_t to) {
  const BuiltText part =
      text.rope().part(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
  return heap.string(part).from(text.origin());
}

}  // namespace fairlead::gotemplate
