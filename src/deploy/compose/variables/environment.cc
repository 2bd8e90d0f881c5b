#include "deploy/compose/variables/environment.h"

#include "tree/scalar.h"

namespace fairlead::compose {

Value scalar_of(const Variable& variable, Maker& maker) {
  TextBuilder text;
  text.append(variable.text);
  // An empty value has its place all the same.
  if (variable.text.run_count == 0 && variable.at.is_place())
    text.put("", maker.sources().add_origin(variable.at, OriginKind::interpolated),
             Copy::transformed);
  return maker.scalar(Kind::string, std::move(text));
}

Variable variable_of(const Value& scalar, Maker& maker) {
  TextBuilder text;
  if (scalar.is_string())
    maker.put(scalar, text);
  else if (!scalar.is_null())
    maker.put_made(printed(scalar), scalar, text);
  return {text.done(maker.arena()), scalar.span()};
}

void set_given(std::string_view assignment, Environment& environment, Maker& maker) {
  const std::size_t sign = std::min(assignment.find('='), assignment.size());
  TextBuilder text;
  text.synthetic(sign < assignment.size() ? assignment.substr(sign + 1) : std::string_view());
  environment[std::string(assignment.substr(0, sign))] = {text.done(maker.arena()), {}};
}

void add_missing(const Environment& more, Environment& environment) {
  for (const auto& [name, variable] : more) environment.try_emplace(name, variable);
}

}  // namespace fairlead::compose
