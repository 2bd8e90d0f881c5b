#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/compose/value/maker.h"

namespace fairlead::compose {

/// The value of a variable.
struct Variable {
  BuiltText text;
  Span at;  ///< where it is given, if that is a place
};

/// Variables by their names.
using Environment = std::map<std::string, Variable, std::less<>>;

/// A variable's value as a scalar; null where it is null.
Value scalar_of(const Variable& variable, Maker& maker);
/// A scalar's text as a variable's value.
Variable variable_of(const Value& scalar, Maker& maker);
/// `NAME=value`, which nobody wrote.
void set_given(std::string_view assignment, Environment& environment, Maker& maker);
/// What `more` has and `environment` has not.
void add_missing(const Environment& more, Environment& environment);

}  // namespace fairlead::compose
