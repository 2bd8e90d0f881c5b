// The directives of a format: %[2]*.[1]d.
#include <optional>
#include <utility>

#include "gotemplate/format/printer.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {

namespace {

constexpr int too_large = 1'000'000;

/// Digits up to `end`; nothing (and all skipped) where the number is too large.
std::optional<int> number(std::string_view text, std::size_t& at, std::size_t end) {
  if (at >= end) {
    at = end;
    return std::nullopt;
  }
  std::optional<int> value;
  for (; at < end && text[at] >= '0' && text[at] <= '9'; ++at) {
    value = value.value_or(0) * 10 + (text[at] - '0');
    if (*value > too_large) {
      at = end;
      return std::nullopt;
    }
  }
  return value;
}

}  // namespace

struct Printer::Directive {
  std::string_view format;
  std::span<const Value> values;
  std::size_t at = 0;        ///< in the format
  std::size_t argument = 0;  ///< the next one
  bool reordered = false;    ///< an argument was named by its number
  bool good = true;          ///< and there is one of it
  bool after_index = false;

  bool ends() const { return at >= format.size(); }
  bool is(char c) const { return !ends() && format[at] == c; }

  /// The integer that `*` takes.
  std::optional<int> integer() {
    if (argument >= values.size()) return std::nullopt;
    const Value& value = values[argument++];
    std::int64_t number = 0;
    if (value.is_int())
      number = value.integer();
    else if (value.is_uint() && value.natural() <= too_large)
      number = static_cast<std::int64_t>(value.natural());
    else
      return std::nullopt;
    if (number > too_large || number < -too_large) return std::nullopt;
    return static_cast<int>(number);
  }
};

void Printer::for_verb_v() {
  flags_.sharp_v = std::exchange(flags_.sharp, false);
  flags_.plus_v = std::exchange(flags_.plus, false);
}

/// Flags, and where a small letter follows them at once the whole directive.
bool Printer::short_directive(Directive& d) {
  for (; !d.ends(); ++d.at) {
    const char c = d.format[d.at];
    if (c == '#') {
      flags_.sharp = true;
    } else if (c == '0') {
      flags_.zero = true;
    } else if (c == '+') {
      flags_.plus = true;
    } else if (c == '-') {
      flags_.minus = true;
    } else if (c == ' ') {
      flags_.space = true;
    } else {
      if (c < 'a' || c > 'z' || d.argument >= d.values.size()) return false;
      if (c == 'v' || c == 'w') for_verb_v();
      verb_.end = ++d.at;
      argument(d.values[d.argument++], static_cast<char32_t>(c));
      return true;
    }
  }
  return false;
}

void Printer::argument_index(Directive& d) {
  d.after_index = false;
  if (!d.is('[')) return;
  d.reordered = true;
  const std::string_view rest = d.format.substr(d.at);
  const std::size_t close = rest.size() < 3 ? rest.npos : rest.find(']', 1);
  if (close == rest.npos) {
    d.good = false;
    ++d.at;
    return;
  }
  std::size_t at = 1;
  const std::optional<int> index = number(rest, at, close);
  d.at += close + 1;
  const bool ok = index && at == close;
  d.after_index = ok;
  if (ok && *index >= 1 && static_cast<std::size_t>(*index) <= d.values.size())
    d.argument = static_cast<std::size_t>(*index) - 1;
  else
    d.good = false;
}

void Printer::width(Directive& d) {
  if (!d.is('*')) {
    const auto width = number(d.format, d.at, d.format.size());
    flags_.has_width = width.has_value();
    flags_.width = width.value_or(0);
    if (d.after_index && flags_.has_width) d.good = false;
    return;
  }
  ++d.at;
  const auto width = d.integer();
  if (!width) {
    verb_.end = d.at;
    complain(Value());
    put("(BADWIDTH)");
  }
  flags_.has_width = width.has_value();
  flags_.width = width.value_or(0);
  if (flags_.width < 0) {
    flags_.width = -flags_.width;
    flags_.minus = true;
    flags_.zero = false;
  }
  d.after_index = false;
}

void Printer::precision(Directive& d) {
  if (d.at + 1 >= d.format.size() || !d.is('.')) return;
  ++d.at;
  if (d.after_index) d.good = false;
  argument_index(d);
  if (!d.is('*')) {
    flags_.precision = number(d.format, d.at, d.format.size()).value_or(0);
    flags_.has_precision = true;
    return;
  }
  ++d.at;
  const auto precision = d.integer();
  flags_.has_precision = precision && *precision >= 0;
  flags_.precision = flags_.has_precision ? *precision : 0;
  if (!flags_.has_precision) {
    verb_.end = d.at;
    complain(Value());
    put("(BADPREC)");
  }
  d.after_index = false;
}

void Printer::long_directive(Directive& d) {
  argument_index(d);
  width(d);
  precision(d);
  if (!d.after_index) argument_index(d);
  verb_.end = d.at;
  if (d.ends()) {
    complain(Value());
    return put("(NOVERB)");
  }
  const Rune verb = rune_at(d.format, d.at);
  d.at += verb.size;
  verb_.end = d.at;
  const auto complain_of = [&](std::string_view what) {
    complain(Value());
    put(verb.value);
    put(what);
  };
  if (verb.value == '%') return put("%");
  if (!d.good) return complain_of("(BADINDEX)");
  if (d.argument >= d.values.size()) return complain_of("(MISSING)");
  if (verb.value == 'v' || verb.value == 'w') for_verb_v();
  argument(d.values[d.argument++], verb.value);
}

void Printer::print(const BuiltText& format, std::span<const Value> values) {
  Directive d{format.text(), values};
  verb_.format = &format;
  while (!d.ends() && heap_.budget().refused().empty()) {
    d.good = true;
    const std::size_t percent = std::min(d.format.find('%', d.at), d.format.size());
    if (!heap_.append(out_, format, static_cast<std::uint32_t>(d.at),
                      static_cast<std::uint32_t>(percent)))
      break;
    verb_.begin = d.at = percent;
    if (d.ends()) break;
    ++d.at;
    flags_ = Flags();
    if (!short_directive(d)) long_directive(d);
  }
  flags_ = Flags();
  if (!d.reordered && d.argument < values.size()) extra(values.subspan(d.argument));
  verb_ = {};
}

void Printer::extra(std::span<const Value> values) {
  verb_.begin = 0;
  verb_.end = verb_.format->size;
  complain(values.front());
  put("(EXTRA ");
  for (const Value& value : values) {
    if (&value != values.data()) put(", ");
    if (value.is_nil() || !value.is_valid()) {
      put("<nil>");
      continue;
    }
    put(type_name(value));
    put("=");
    argument(value, 'v');
  }
  put(")");
}

}  // namespace fairlead::gotemplate
