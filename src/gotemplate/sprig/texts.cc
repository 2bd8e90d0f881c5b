// Texts of which pieces are copied: quote, indent, replace, trunc …
#include <fmt/format.h>

#include "gotemplate/format/printer.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"
#include "gotemplate/strconv/runes.h"

namespace fairlead::gotemplate {
namespace {

/// Every value that is not nil, between spaces.
template <typename Put>
Value listed(Call& call, Put put) {
  TextBuilder text;
  bool first = true;
  for (const Value& value : call.arguments) {
    if (value.is_nil()) continue;
    if (!first) text.synthetic(" ");
    first = false;
    put(value, text);
  }
  // Of nothing but nil: what it is made of is still known.
  return first ? call.made("") : call.heap.string(text);
}

Value quote(Call& call) {
  return listed(call, [&](const Value& value, TextBuilder& text) {
    const BuiltText plain = text_of(value, call.heap);
    if (call.heap.has_room_escaped(text, plain)) put_quoted(plain, '"', Letters::all, text);
  });
}

Value single_quote(Call& call) {
  return listed(call, [&](const Value& value, TextBuilder& text) {
    const OriginId why = call.heap.origin_of(value);
    text.synthetic("'", why);
    Printer(call.heap, text).print(value);
    text.synthetic("'", why);
  });
}

Value cat(Call& call) {
  return listed(
      call, [&](const Value& value, TextBuilder& text) { Printer(call.heap, text).print(value); });
}

/// Appends the text with blanks in front of each line.
bool put_indented(Call& call, TextBuilder& out) {
  const std::int64_t spaces = call[0].integer();
  const BuiltText& text = call[1].rope();
  if (spaces < 0) {
    call.fail("strings: negative Repeat count");
    return false;
  }
  const auto lines =
      static_cast<std::uint64_t>(1 + std::count(text.bytes, text.bytes + text.size, '\n'));
  const std::uint64_t of_a_line = static_cast<std::uint64_t>(spaces) + 2 * sizeof(Run);
  Budget& budget = call.heap.budget();
  if (!budget.room(of_a_line) ||
      !budget.room(lines * of_a_line, text.size + text.run_count * sizeof(Run)))
    return false;
  const std::string pad(static_cast<std::size_t>(spaces), ' ');
  for (std::uint32_t at = 0;;) {
    out.synthetic(pad);
    const std::size_t end = text.text().find('\n', at);
    if (end == std::string_view::npos) {
      out.append(text, at, text.size);
      return true;
    }
    out.append(text, at, static_cast<std::uint32_t>(end) + 1);
    at = static_cast<std::uint32_t>(end) + 1;
  }
}

Value indent(Call& call) {
  TextBuilder out;
  return put_indented(call, out) ? call.heap.string(out) : Value();
}

Value line_and_indent(Call& call) {
  TextBuilder out;
  out.synthetic("\n");
  return put_indented(call, out) ? call.heap.string(out) : Value();
}

Value replace(Call& call) {
  const std::string_view old = call[0].text();
  const BuiltText& other = call[1].rope();
  const BuiltText& text = call[2].rope();
  TextBuilder out;
  std::uint32_t at = 0;
  std::size_t from = 0;
  while (from <= text.size) {
    // Nothing is found before each code point, and at the end.
    const std::size_t found = old.empty() ? from : text.text().find(old, from);
    if (found == std::string_view::npos) break;
    if (!call.heap.budget().step()) return {};
    if (!call.heap.append(out, text, at, static_cast<std::uint32_t>(found))) return {};
    if (!call.heap.append(out, other)) return {};
    at = static_cast<std::uint32_t>(found + old.size());
    from = old.empty() ? found + std::max(1u, rune_at(text.text(), found).size) : at;
  }
  out.append(text, at, text.size);
  return call.heap.string(out);
}

Value truncate(Call& call) {
  const std::int64_t count = call[0].integer();
  const auto size = static_cast<std::int64_t>(call[1].rope().size);
  if (count < 0 && size + count > 0)
    return part_of(call.heap, call[1], static_cast<std::size_t>(size + count),
                   static_cast<std::size_t>(size));
  if (count >= 0 && size > count)
    return part_of(call.heap, call[1], 0, static_cast<std::size_t>(count));
  return call[1];
}

Value substring(Call& call) {
  const std::int64_t start = call[0].integer(), end = call[1].integer();
  const auto size = static_cast<std::int64_t>(call[2].rope().size);
  const std::int64_t from = start < 0 ? 0 : start;
  const std::int64_t to = start < 0 ? end : end < 0 || end > size ? size : end;
  if (to < 0 || to > size || from > to) {
    return call.fail(
        to < 0 || to > size
            ? fmt::format("runtime error: slice bounds out of range [:{}]{}", to,
                          to > size ? fmt::format(" with length {}", size) : "")
            : fmt::format("runtime error: slice bounds out of range [{}:{}]", from, to));
  }
  return part_of(call.heap, call[2], static_cast<std::size_t>(from), static_cast<std::size_t>(to));
}

Value repeat(Call& call) {
  const std::int64_t count = call[0].integer();
  const BuiltText& text = call[1].rope();
  if (count < 0) return call.fail("strings: negative Repeat count");
  const auto times = static_cast<std::uint64_t>(count);
  if (text.size == 0) return call[1];
  // Neither the factor nor the product may be too large.
  Budget& budget = call.heap.budget();
  if (!budget.room(times) || !budget.room(times * (text.size + text.run_count * sizeof(Run))))
    return {};
  TextBuilder out;
  for (std::uint64_t i = 0; i < times; ++i) out.append(text);
  return call.heap.string(out);
}

Value contains(Call& call) {
  return Value::boolean(call[1].text().find(call[0].text()) != std::string_view::npos);
}

Value to_string(Call& call) {
  if (call[0].is_string()) return call[0];
  return call.heap.string(text_of(call[0], call.heap)).from(call[0].origin());
}

Value plural(Call& call) { return call[2].integer() == 1 ? call[0] : call[1]; }

constexpr Function table[] = {
    {"quote", "any...", quote},
    {"squote", "any...", single_quote},
    {"cat", "any...", cat},
    {"indent", "int, string", indent},
    {"nindent", "int, string", line_and_indent},
    {"replace", "string, string, string", replace},
    {"trunc", "int, string", truncate},
    {"substr", "int, int, string", substring},
    {"repeat", "int, string", repeat},
    {"contains", "string, string", contains},
    {"toString", "any", to_string},
    {"plural", "string, string, int", plural},
};

}  // namespace

std::span<const Function> text_functions() { return table; }

}  // namespace fairlead::gotemplate
