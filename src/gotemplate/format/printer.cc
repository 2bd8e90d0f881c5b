// Which form a value is printed in; numbers and strings have files of their own.
#include "gotemplate/format/printer.h"

#include "gotemplate/strconv/runes.h"
#include "gotemplate/value/call.h"

namespace fairlead::gotemplate {

void Printer::put(std::string_view text, const Value& why) { out_.synthetic(text, why.origin()); }

void Printer::put(char32_t rune) {
  std::string text;
  append_rune(text, rune);
  put(text);
}

void Printer::put_made(std::string_view text, const Value& from) {
  const OriginId origin = from.origin();
  if (from.is_synthetic()) return out_.synthetic(text, origin);
  const Span at = heap_.sources().origin(origin).at;
  if (!at.is_place()) return out_.put(text, origin, Copy::transformed);
  // What is printed as it was written is a copy of it.
  const bool same = heap_.sources().text(at) == text;
  out_.put(text, origin, same ? Copy::verbatim : Copy::transformed);
}

bool Printer::has_room(std::uint64_t bytes) {
  return heap_.budget().room(bytes, out_.size() + out_.run_count() * sizeof(Run));
}

void Printer::padding(int width) {
  if (width <= 0 || !has_room(static_cast<std::uint64_t>(width))) return;
  const char fill = flags_.zero && !flags_.minus ? '0' : ' ';
  put(std::string(static_cast<std::size_t>(width), fill));
}

void Printer::pad(std::string_view text, const Value& from) {
  const int width = flags_.has_width ? flags_.width - static_cast<int>(rune_count(text)) : 0;
  if (!flags_.minus) padding(width);
  put_made(text, from);
  if (flags_.minus) padding(width);
}

void Printer::pad(const BuiltText& text) {
  const int width = flags_.has_width ? flags_.width - static_cast<int>(rune_count(text.text())) : 0;
  if (!flags_.minus) padding(width);
  if (!heap_.append(out_, text)) return;
  if (flags_.minus) padding(width);
}

void Printer::print(std::span<const Value> values) {
  bool after_string = false;
  for (const Value& value : values) {
    if (&value != values.data() && !value.is_string() && !after_string) put(" ");
    argument(value, 'v');
    after_string = value.is_string();
  }
}

void Printer::print_line(std::span<const Value> values) {
  for (const Value& value : values) {
    if (&value != values.data()) put(" ");
    argument(value, 'v');
  }
  put("\n");
}

void Printer::argument(const Value& value, char32_t verb) {
  if (!value.is_valid() || value.is_nil()) {
    if (verb == 'T' || verb == 'v') return pad("<nil>", value);
    return wrong_verb(value, verb);
  }
  if (verb == 'T') {
    const std::string_view name = type_name(value);
    return pad(cut(heap_.string(name, value.origin()).rope()));
  }
  if (verb == 'p') return pointer(value, verb);
  if (verb == 'w') return wrong_verb(value, verb);
  nested(value, verb, 0);
}

/// Begins what is written where a format and its values do not fit.
void Printer::complain(const Value& about) {
  SourceMap& sources = heap_.sources();
  Span at;
  if (verb_.format) {
    const BuiltText verb = verb_.format->part(static_cast<std::uint32_t>(verb_.begin),
                                              static_cast<std::uint32_t>(verb_.end));
    const Run run = verb.run_count > 0 ? verb.runs[0] : Run();
    at = sources.origin(run.origin).at;
    const std::uint32_t from = run.skip + (verb.base - run.at);
    if (run.how() == Copy::verbatim && run.at <= verb.base && from + verb.size <= at.size())
      at = at.part(from, from + verb.size);
  }
  const OriginId value = heap_.origin_of(about);
  if (!at.is_place()) return out_.synthetic("%!", heap_.as_kind(value, OriginKind::format_error));
  heap_.budget().make(sizeof(Origin));
  out_.synthetic("%!", heap_.united(sources.add_origin(at, OriginKind::format_error), value));
}

void Printer::wrong_verb(const Value& value, char32_t verb) {
  complain(value);
  put(verb);
  put("(");
  if (!value.is_valid() || value.is_nil()) {
    put("<nil>", value);
  } else {
    put(type_name(value));
    put("=");
    nested(value, 'v', 0);
  }
  put(")");
}

void Printer::nested(const Value& value, char32_t verb, std::uint32_t depth) {
  Budget& budget = heap_.budget();
  if (depth > budget.limits().nesting) {
    budget.refuse("a value is nested too deeply to be printed");
    return;
  }
  constexpr std::uint64_t of_a_small_one = 4 * sizeof(Run);
  if (!budget.step() || !budget.deeper() || !has_room(of_a_small_one)) return;
  switch (value.type()) {
    case Type::invalid:
    case Type::nil:
      return put(flags_.sharp_v ? "interface {}(nil)" : "<nil>", value);
    case Type::boolean:
      return boolean(value, verb);
    case Type::float32:
    case Type::float64:
      return floating(value, verb);
    case Type::complex128:
      return complex(value, verb);
    case Type::string:
      return string(value, verb);
    case Type::bytes:
      return bytes(value, verb);
    case Type::list:
      return list(value, verb, depth);
    case Type::map:
      return map(value, verb, depth);
    case Type::record:
      return record(value, verb, depth);
    case Type::function:
      return pointer(value, verb);
    default:
      return integer(value, verb);
  }
}

void Printer::begin(std::string_view sign, const Value& container) {
  out_.synthetic(sign, heap_.as_kind(container.origin(), OriginKind::container));
}

void Printer::list(const Value& value, char32_t verb, std::uint32_t depth) {
  if (flags_.sharp_v) {
    put(type_name(value));
    if (value.list().is_nil()) return put("(nil)");
  }
  begin(flags_.sharp_v ? "{" : "[", value);
  bool first = true;
  for (const Value& item : value.list().items()) {
    if (!first) put(flags_.sharp_v ? ", " : " ");
    first = false;
    nested(item, verb, depth + 1);
    if (!heap_.budget().refused().empty()) return;
  }
  put(flags_.sharp_v ? "}" : "]", value);
}

void Printer::map(const Value& value, char32_t verb, std::uint32_t depth) {
  if (flags_.sharp_v) {
    put(type_name(value));
    if (value.map().is_nil()) return put("(nil)");
  }
  begin(flags_.sharp_v ? "{" : "map[", value);
  bool first = true;
  for (const Map::Item& item : value.map().sorted()) {
    if (!first) put(flags_.sharp_v ? ", " : " ");
    first = false;
    nested(Value::string(item.key), verb, depth + 1);
    put(":");
    nested(item.value, verb, depth + 1);
    if (!heap_.budget().refused().empty()) return;
  }
  put(flags_.sharp_v ? "}" : "]", value);
}

/// The text of a value that has a String() or Error() of its own.
bool Printer::stringer(const Value& value, char32_t verb) {
  const TypeInfo& type = *value.record().type;
  if (!type.printed || flags_.sharp_v) return false;
  if (verb != 'v' && verb != 's' && verb != 'x' && verb != 'X' && verb != 'q') return false;
  const Value text = printed_text(value, heap_);
  if (!text.is_string()) return false;
  string(text, verb);
  return true;
}

void Printer::record(const Value& value, char32_t verb, std::uint32_t depth) {
  if (stringer(value, verb)) return;
  const TypeInfo& type = *value.record().type;
  const bool is_pointer = type.kind == "ptr";
  if (is_pointer && depth > 0) return pointer(value, verb);
  if (is_pointer) put("&");
  if (flags_.sharp_v) put(is_pointer ? type.name.substr(1) : type.name);
  put("{", value);
  for (std::size_t i = 0; i < type.field_count; ++i) {
    if (i > 0) put(flags_.sharp_v ? ", " : " ");
    if (flags_.sharp_v || flags_.plus_v) {
      put(type.fields[i]);
      put(":");
    }
    nested(value.record().fields[i], verb, depth + 1);
  }
  put("}", value);
}

/// Addresses differ at every run of Go's own.
void Printer::pointer(const Value& value, char32_t verb) {
  const bool points = value.is_list() || value.is_map() || value.type() == Type::record ||
                      value.type() == Type::function || value.type() == Type::bytes;
  if (!points || (verb != 'p' && verb != 'v')) return wrong_verb(value, verb);
  put("0xc000000000", value);
}

}  // namespace fairlead::gotemplate
