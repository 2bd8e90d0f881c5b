#pragma once
#include <span>

#include "gotemplate/parse/functions.h"
#include "gotemplate/value/call.h"
#include "gotemplate/value/function.h"

namespace fairlead::gotemplate {

/// The functions that Go's text/template has itself.
std::span<const Function> builtins();
/// A table with those alone, to add others to.
Functions builtin_functions();

// The bodies of the comparisons, which other functions share. Each takes reflect.Values.
Value equal(Call& call);
Value not_equal(Call& call);
Value less(Call& call);
Value less_or_equal(Call& call);
Value greater(Call& call);
Value greater_or_equal(Call& call);

// The bodies of what reaches into values, and of what escapes texts.
Value index_of(Call& call);
Value slice_of(Call& call);
Value length_of(Call& call);
Value html(Call& call);
Value javascript(Call& call);
Value url_query(Call& call);

}  // namespace fairlead::gotemplate
