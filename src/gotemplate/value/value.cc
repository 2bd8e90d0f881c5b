#include "gotemplate/value/value.h"

#include "gotemplate/value/containers.h"
#include "gotemplate/value/function.h"

namespace fairlead::gotemplate {
namespace {

constexpr std::string_view names[] = {
    "<nil>", "<nil>",  "bool",   "int",    "int8",    "int16",   "int32",      "int64",  "uint",
    "uint8", "uint16", "uint32", "uint64", "float32", "float64", "complex128", "string", "[]uint8"};

}  // namespace

std::string_view type_name(const Value& value) {
  switch (value.type()) {
    case Type::list:
      return value.list().type().name;
    case Type::map:
      return (value.is_named() ? value.map().named_type() : value.map().type()).name;
    case Type::record:
      return value.record().type->name;
    case Type::function:
      return value.callable().type;
    default:
      return names[static_cast<std::size_t>(value.type())];
  }
}

std::string_view static_type_name(const Value& value) {
  if (value.is_boxed() || value.is_nil()) return "interface {}";
  return type_name(value);
}

std::string_view kind_name(const Value& value) {
  switch (value.type()) {
    case Type::invalid:
    case Type::nil:
      return "invalid";
    case Type::bytes:
    case Type::list:
      return "slice";
    case Type::map:
      return "map";
    case Type::record:
      return value.record().type->kind;
    case Type::function:
      return "func";
    default:
      return names[static_cast<std::size_t>(value.type())];
  }
}

std::string_view param_name(Param param, std::string_view named) {
  constexpr std::string_view params[] = {"interface {}",
                                         "reflect.Value",
                                         "string",
                                         "int",
                                         "int64",
                                         "uint",
                                         "float64",
                                         "bool",
                                         "map[string]interface {}",
                                         "[]interface {}",
                                         "[]string",
                                         "[]uint8"};
  return param == Param::named ? named : params[static_cast<std::size_t>(param)];
}

bool is_true(const Value& value) {
  switch (value.type()) {
    case Type::invalid:
    case Type::nil:
      return false;
    case Type::boolean:
      return value.boolean();
    case Type::float32:
    case Type::float64:
      return value.floating() != 0;
    case Type::complex128:
      return value.complex() != 0.0;
    case Type::string:
    case Type::bytes:
      return value.rope().size > 0;
    case Type::list:
      return value.list().size() > 0;
    case Type::map:
      return value.map().size() > 0;
    case Type::record:
    case Type::function:
      return true;
    default:
      return value.is_int() ? value.integer() != 0 : value.natural() != 0;
  }
}

}  // namespace fairlead::gotemplate
