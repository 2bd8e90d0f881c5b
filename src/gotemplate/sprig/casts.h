#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gotemplate/value/call.h"
#include "gotemplate/value/heap.h"

namespace fairlead::gotemplate {

/// What panics in Go where nothing is given for a list.
inline constexpr std::string_view nil_dereference =
    "runtime error: invalid memory address or nil pointer dereference";

/// A value as text, as sprig's strval has it: a string as it is, else what %v prints.
BuiltText text_of(const Value& value, Heap& heap);
/// As cast.ToInt64 and ToFloat64 have it: 0 for what is no number.
std::int64_t int_of(const Value& value);
double float_of(const Value& value);

/// The items of any kind of list, []byte included; nothing where it is none.
std::optional<std::vector<Value>> items_of(const Value& list);
/// The same for a function that has `what` to do: the call has failed where nothing is returned.
std::optional<std::vector<Value>> items_of(Call& call, const Value& list, std::string_view what);
/// A list of the items.
Value list_of(Heap& heap, const std::vector<Value>& items, const TypeInfo& type = list_of_any);
/// The texts that sprig's strslice makes of a value: of a list its items, without nil.
std::vector<Value> texts_of(const Value& value, Heap& heap);

/// Go's reflect.DeepEqual: the types must be the same, too.
bool deep_equal(const Value& a, const Value& b, Budget& budget, int depth = 0);

/// A slice of a text, without a copy.
Value part_of(Heap& heap, const Value& text, std::size_t from, std::size_t to);

}  // namespace fairlead::gotemplate
