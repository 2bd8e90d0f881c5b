// What a value is, in Go's words.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

Value type_of(Call& call) { return call.made(type_name(call[0])); }
Value kind_of(Call& call) { return call.made(kind_name(call[0])); }
Value type_is(Call& call) { return Value::boolean(type_name(call[1]) == call[0].text()); }
Value kind_is(Call& call) { return Value::boolean(kind_name(call[1]) == call[0].text()); }

Value type_is_like(Call& call) {
  const std::string_view name = type_name(call[1]);
  return Value::boolean(name == call[0].text() ||
                        (name.starts_with('*') && name.substr(1) == call[0].text()));
}

Value hello(Call& call) { return call.heap.constant("Hello!"); }

constexpr Function table[] = {
    {"hello", "", hello},
    {"typeOf", "any", type_of},
    {"kindOf", "any", kind_of},
    {"typeIs", "string, any", type_is},
    {"typeIsLike", "string, any", type_is_like},
    {"kindIs", "string, any", kind_is},
};

}  // namespace

std::span<const Function> type_functions() { return table; }

}  // namespace fairlead::gotemplate
