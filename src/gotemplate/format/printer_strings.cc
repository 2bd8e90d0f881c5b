// Strings and bytes.
#include <fmt/format.h>

#include <iterator>

#include "gotemplate/format/printer.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {

void put_quoted(const BuiltText& text, char quote, Letters letters, TextBuilder& out) {
  const std::string_view bytes = text.text();
  const std::string_view mark(&quote, 1);
  // Of an empty text the quotes are all that is written.
  const OriginId why = text.run_count > 0 ? text.runs[0].origin : OriginId::none;
  out.synthetic(mark, why);
  std::size_t plain = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    // Most bytes are letters.
    const char c = bytes[at];
    if (c >= ' ' && c < 0x7f && c != quote && c != '\\') {
      ++at;
      continue;
    }
    const std::size_t from = at;
    bool as_is = false;
    const std::string escape = escaped(bytes, at, quote, letters, as_is);
    if (as_is) continue;
    out.append(text, static_cast<std::uint32_t>(plain), static_cast<std::uint32_t>(from));
    const BuiltText one =
        text.part(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at));
    const Run& run = one.runs[0];
    const Copy copy = run.how() == Copy::verbatim ? Copy::transformed : run.how();
    out.put(escape, run.origin, copy, 0, run.under());
    plain = at;
  }
  out.append(text, static_cast<std::uint32_t>(plain), text.size);
  out.synthetic(mark, why);
}

/// The code points that a precision leaves.
BuiltText Printer::cut(const BuiltText& text) const {
  if (!flags_.has_precision) return text;
  std::size_t end = 0;
  for (int left = flags_.precision; left > 0 && end < text.size; --left)
    end += rune_at(text.text(), end).size;
  return text.part(0, static_cast<std::uint32_t>(end));
}

void Printer::quoted(const BuiltText& whole) {
  const BuiltText text = cut(whole);
  if (!heap_.has_room_escaped(out_, text)) return;
  TextBuilder made;
  if (flags_.sharp && can_backquote(text.text())) {
    made.synthetic("`");
    made.append(text);
    made.synthetic("`");
  } else {
    put_quoted(text, '"', flags_.plus ? Letters::ascii : Letters::all,
               flags_.has_width ? made : out_);
    if (!flags_.has_width) return;
  }
  pad(made.done(heap_.arena()));
}

void Printer::string(const Value& value, char32_t verb) {
  switch (verb) {
    case 'v':
      if (flags_.sharp_v) return quoted(value.rope());
      return pad(cut(value.rope()));
    case 's':
      return pad(cut(value.rope()));
    case 'q':
      return quoted(value.rope());
    case 'x':
    case 'X':
      return hexadecimal(value, verb == 'X');
    default:
      return wrong_verb(value, verb);
  }
}

/// Whole files are printed like that by mistake: as one text, and at a text's cost.
void Printer::decimal(const Value& value) {
  if (!has_room(4 * value.text().size())) return;
  std::string numbers;
  for (const char byte : value.text()) {
    if (!numbers.empty()) numbers += ' ';
    const fmt::format_int number(static_cast<unsigned char>(byte));
    numbers.append(number.data(), number.size());
  }
  put("[");
  if (!numbers.empty()) put_made(numbers, value);
  put("]");
}

void Printer::bytes(const Value& value, char32_t verb) {
  if (verb == 's' || verb == 'q' || verb == 'x' || verb == 'X') return string(value, verb);
  const bool sharp = flags_.sharp_v;
  const bool is_plain = !sharp && !flags_.sharp && !flags_.plus && !flags_.space &&
                        !flags_.has_width && !flags_.has_precision;
  if (is_plain && (verb == 'v' || verb == 'd')) return decimal(value);
  if (sharp) put("[]byte");
  put(sharp ? "{" : "[");
  bool first = true;
  for (const char byte : value.text()) {
    if (!first) put(sharp ? ", " : " ");
    first = false;
    if (!heap_.budget().step()) return;
    const Value one = Value::natural(static_cast<unsigned char>(byte), Type::uint8);
    nested(one.from(value.origin()), verb, 1);
  }
  put(sharp ? "}" : "]");
}

void Printer::hexadecimal(const Value& value, bool capital) {
  std::string_view text = value.text();
  if (flags_.has_precision) text = text.substr(0, static_cast<std::size_t>(flags_.precision));
  const std::string_view digits = capital ? "0123456789ABCDEF" : "0123456789abcdef";
  const std::string_view mark = capital ? "0X" : "0x";
  std::string made;
  if (!has_room(5 * text.size())) return;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (flags_.space && i > 0) made += ' ';
    if (flags_.sharp && (i == 0 || flags_.space)) made += mark;
    const auto byte = static_cast<unsigned char>(text[i]);
    made += {digits[byte >> 4u], digits[byte & 15u]};
  }
  pad(made, Value().from(heap_.origin_of(value)));
}

}  // namespace fairlead::gotemplate
