#include "gotemplate/exec/builtins.h"

#include "gotemplate/format/printer.h"

namespace fairlead::gotemplate {
namespace {

Value print(Call& call) {
  TextBuilder text;
  Printer(call.heap, text).print(call.arguments);
  return call.heap.string(text);
}

Value print_line(Call& call) {
  TextBuilder text;
  Printer(call.heap, text).print_line(call.arguments);
  return call.heap.string(text);
}

Value print_format(Call& call) {
  TextBuilder text;
  Printer(call.heap, text).print(call[0].rope(), call.arguments.subspan(1));
  return call.heap.string(text);
}

Value not_true(Call& call) { return Value::boolean(!is_true(call[0])); }

/// Never called: the executor does what they do.
Value special(Call& call) { return call.fail("it is executed by itself"); }

constexpr Function table[] = {
    {"and", "value, value...", special, Function::Kind::and_},
    {"call", "value, value...", special, Function::Kind::call},
    {"eq", "value, value...", equal},
    {"ge", "value, value", greater_or_equal},
    {"gt", "value, value", greater},
    {"html", "any...", html},
    {"index", "value, value...", index_of},
    {"js", "any...", javascript},
    {"le", "value, value", less_or_equal},
    {"len", "value", length_of},
    {"lt", "value, value", less},
    {"ne", "value, value", not_equal},
    {"not", "value", not_true},
    {"or", "value, value...", special, Function::Kind::or_},
    {"print", "any...", print},
    {"printf", "string, any...", print_format},
    {"println", "any...", print_line},
    {"slice", "value, value...", slice_of},
    {"urlquery", "any...", url_query},
};

}  // namespace

std::span<const Function> builtins() { return table; }

Functions builtin_functions() {
  Functions functions;
  functions.add(table);
  return functions;
}

}  // namespace fairlead::gotemplate
