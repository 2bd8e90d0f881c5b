// index, slice and len.
#include <fmt/format.h>

#include <optional>

#include "gotemplate/exec/builtins.h"

namespace fairlead::gotemplate {
namespace {

/// What Go's reflect panics with, which the template engine makes an error of.
constexpr std::string_view no_type = "reflect: call of reflect.Value.Type on zero Value";

bool is_there(const Value& value) { return value.is_valid() && !value.is_nil(); }

bool is_text(const Value& value) { return value.is_string() || value.type() == Type::bytes; }

/// A number that lies in [0, most]; nothing where it does not, and then the call has failed.
std::optional<std::size_t> position(const Value& index, std::size_t most, Call& call) {
  if (!is_there(index)) {
    call.fail("cannot index slice/array with nil");
    return std::nullopt;
  }
  if (!index.is_int() && !index.is_uint()) {
    call.fail(fmt::format("cannot index slice/array with type {}", type_name(index)));
    return std::nullopt;
  }
  const std::int64_t at =
      index.is_int() ? index.integer() : static_cast<std::int64_t>(index.natural());
  if (at < 0 || static_cast<std::uint64_t>(at) > most) {
    call.fail(fmt::format("index out of range: {}", at));
    return std::nullopt;
  }
  return static_cast<std::size_t>(at);
}

Value element(const Value& from, const Value& index, Call& call) {
  const std::size_t size = is_text(from) ? from.rope().size : from.list().size();
  const auto at = position(index, size, call);
  if (!at) return {};
  // Go's check lets the length pass, and reflect then panics.
  if (*at == size)
    return call.fail(from.is_string() ? "reflect: string index out of range"
                                      : "reflect: slice index out of range");
  if (!is_text(from)) return from.list().items()[*at];
  const auto byte = static_cast<unsigned char>(from.text()[*at]);
  return Value::natural(byte, Type::uint8).from(call.heap.origin_of(from));
}

Value entry(const Value& from, const Value& key, Call& call) {
  if (!is_there(key)) return call.fail("value is nil; should be of type string");
  if (!key.is_string())
    return call.fail(fmt::format("value has type {}; should be string", type_name(key)));
  if (const Value* found = from.map().find(key.text())) return *found;
  return call.heap.zero(from.map().type(), from.origin());
}

}  // namespace

Value index_of(Call& call) {
  Value item = call[0];
  if (!is_there(item)) return call.fail("index of untyped nil");
  for (const Value& index : call.arguments.subspan(1)) {
    if (!is_there(item)) return call.fail("index of nil pointer");
    if (item.is_list() || is_text(item))
      item = element(item, index, call);
    else if (item.is_map())
      item = entry(item, index, call);
    else
      return call.fail(fmt::format("can't index item of type {}", type_name(item)));
    if (call.failed) return {};
  }
  return item;
}

Value slice_of(Call& call) {
  const Value& item = call[0];
  const std::span<const Value> indexes = call.arguments.subspan(1);
  if (!is_there(item)) return call.fail("slice of untyped nil");
  if (indexes.size() > 3)
    return call.fail(fmt::format("too many slice indexes: {}", indexes.size()));
  if (item.is_string() && indexes.size() == 3) return call.fail("cannot 3-index slice a string");
  if (!item.is_list() && !is_text(item))
    return call.fail(fmt::format("can't slice item of type {}", type_name(item)));
  const std::size_t size = is_text(item) ? item.rope().size : item.list().size();
  const std::size_t capacity = is_text(item) ? size : item.list().capacity();
  std::size_t at[3] = {0, size, capacity};
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    // Go does not look into an interface here.
    if (indexes[i].is_boxed()) return call.fail("cannot index slice/array with type interface {}");
    const auto index = position(indexes[i], capacity, call);
    if (!index) return {};
    at[i] = *index;
  }
  for (const std::size_t i : {0u, 1u}) {
    if (at[i] > at[i + 1])
      return call.fail(fmt::format("invalid slice index: {} > {}", at[i], at[i + 1]));
  }
  if (is_text(item)) {
    const BuiltText part =
        item.rope().part(static_cast<std::uint32_t>(at[0]), static_cast<std::uint32_t>(at[1]));
    return Value::string(call.heap.keep(part), item.type()).from(item.origin());
  }
  return Value::list(call.heap.arena().make<List>(item.list().part(at[0], at[1], at[2])),
                     item.origin());
}

Value length_of(Call& call) {
  const Value& item = call[0];
  if (item.is_nil()) return call.fail("len of nil pointer");
  if (!item.is_valid()) return call.fail(std::string(no_type));
  std::size_t size = 0;
  if (is_text(item))
    size = item.rope().size;
  else if (item.is_list())
    size = item.list().size();
  else if (item.is_map())
    size = item.map().size();
  else
    return call.fail(fmt::format("len of type {}", type_name(item)));
  return Value::integer(static_cast<std::int64_t>(size));
}

}  // namespace fairlead::gotemplate
