// html, js and urlquery.
#include <fmt/format.h>

#include "gotemplate/exec/builtins.h"
#include "gotemplate/format/printer.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

/// What is escaped: a string as it is, anything else as print has it.
BuiltText printed(Call& call) {
  if (call.size() == 1 && call[0].is_string()) return call[0].rope();
  std::vector<Value> values(call.arguments.begin(), call.arguments.end());
  for (Value& value : values) {
    if (value.is_nil()) value = call.heap.constant("<no value>");
  }
  TextBuilder text;
  Printer(call.heap, text).print(values);
  return call.heap.string(text).rope();
}

/// The text with what `escape` says of each code point; "" where it stays.
Value escaped(Call& call, std::string (*escape)(Rune, std::string_view)) {
  const BuiltText text = printed(call);
  TextBuilder made;
  std::uint32_t plain = 0;
  for (std::uint32_t at = 0; at < text.size;) {
    const Rune rune = rune_at(text.text(), at);
    const std::uint32_t next = at + rune.size;
    const std::string other = escape(rune, text.text().substr(at, rune.size));
    if (!other.empty()) {
      made.append(text, plain, at);
      const Run& run = text.part(at, next).runs[0];
      const Copy copy = run.how() == Copy::verbatim ? Copy::transformed : run.how();
      made.put(other, run.origin, copy, 0, run.under());
      plain = next;
    }
    at = next;
  }
  made.append(text, plain, text.size);
  return call.heap.string(made);
}

std::string html_escape(Rune rune, std::string_view) {
  switch (rune.value) {
    case 0:
      return "\xef\xbf\xbd";
    case '"':
      return "&#34;";
    case '\'':
      return "&#39;";
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return "";
  }
}

std::string js_escape(Rune rune, std::string_view) {
  switch (rune.value) {
    case '\\':
    case '\'':
    case '"':
      return {'\\', static_cast<char>(rune.value)};
    case '<':
    case '>':
    case '&':
    case '=':
      return fmt::format("\\u{:04X}", static_cast<std::uint32_t>(rune.value));
    default:
      break;
  }
  const bool stays = rune.value >= 0x80 ? is_printable(rune.value) : rune.value >= ' ';
  return stays ? "" : fmt::format("\\u{:04X}", static_cast<std::uint32_t>(rune.value));
}

std::string url_escape(Rune, std::string_view bytes) {
  const char c = bytes[0];
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (is_letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~')
    return "";
  if (c == ' ') return "+";
  std::string text;
  for (const char byte : bytes) text += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  return text;
}

}  // namespace

Value html(Call& call) { return escaped(call, html_escape); }
Value javascript(Call& call) { return escaped(call, js_escape); }
Value url_query(Call& call) { return escaped(call, url_escape); }

}  // namespace fairlead::gotemplate
