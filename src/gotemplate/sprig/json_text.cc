#include "gotemplate/sprig/json_text.h"

#include <fmt/format.h>

#include <cmath>

#include "gotemplate/strconv/runes.h"
#include "tree/scalar_number.h"

namespace fairlead::gotemplate {
namespace {

class Writer {
 public:
  Writer(const JsonStyle& style, Heap& heap, TextBuilder& out)
      : style_(style), heap_(heap), out_(out) {}

  void put(const Value& value) {
    if (!heap_.budget().step() || !heap_.budget().deeper()) return fail("it is too deep");
    switch (value.type()) {
      case Type::invalid:
      case Type::nil:
        return word("null", value);
      case Type::boolean:
        return word(value.boolean() ? "true" : "false", value);
      case Type::float32:
      case Type::float64:
        if (!std::isfinite(value.floating()))
          return fail(fmt::format("json: unsupported value: {}", value.floating()));
        return word(json_number(value.floating()), value);
      case Type::string:
        return text(value.rope());
      case Type::list:
        return list(value);
      case Type::map:
        return map(value);
      case Type::record:
        return record(value);
      case Type::bytes:
      case Type::complex128:
      case Type::function:
        return fail(fmt::format("json: unsupported type: {}", type_name(value)));
      default:
        return word(value.is_int() ? fmt::format("{}", value.integer())
                                   : fmt::format("{}", value.natural()),
                    value);
    }
  }

  std::string take_error() { return std::move(error_); }

 private:
  void fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
  }

  void word(std::string_view word, const Value& from) {
    const OriginId origin = from.origin();
    if (from.is_synthetic()) return out_.synthetic(word, origin);
    const bool same =
        origin != OriginId::none && heap_.sources().text(heap_.sources().origin(origin).at) == word;
    out_.put(word, origin, same ? Copy::verbatim : Copy::transformed);
  }

  /// What stands for a code point in a string; "" where it stays.
  std::string escape(const Rune& rune) const {
    switch (rune.value) {
      case '"':
      case '\\':
        return {'\\', static_cast<char>(rune.value)};
      case '\b':
        return "\\b";
      case '\f':
        return "\\f";
      case '\n':
        return "\\n";
      case '\r':
        return "\\r";
      case '\t':
        return "\\t";
      case 0x2028:
      case 0x2029:
        return fmt::format("\\u{:04x}", static_cast<std::uint32_t>(rune.value));
      default:
        break;
    }
    const bool is_html = rune.value == '<' || rune.value == '>' || rune.value == '&';
    if (rune.value < ' ' || (is_html && style_.escapes_html))
      return fmt::format("\\u{:04x}", static_cast<std::uint32_t>(rune.value));
    return rune.is_bad() ? "\\ufffd" : "";
  }

  void text(const BuiltText& text) {
    out_.synthetic("\"");
    std::uint32_t plain = 0;
    for (std::uint32_t at = 0; at < text.size;) {
      const Rune rune = rune_at(text.text(), at);
      const std::uint32_t next = at + rune.size;
      if (const std::string other = escape(rune); !other.empty()) {
        out_.append(text, plain, at);
        const Run& run = text.part(at, next).runs[0];
        const Copy copy = run.how() == Copy::verbatim ? Copy::transformed : run.how();
        out_.put(other, run.origin, copy, 0, run.under());
        plain = next;
      }
      at = next;
    }
    out_.append(text, plain, text.size);
    out_.synthetic("\"");
  }

  void line() {
    if (style_.indented) out_.synthetic("\n" + std::string(2 * depth_, ' '));
  }

  void list(const Value& value) {
    const std::span<const Value> items = value.list().items();
    if (items.empty()) return word("[]", value);
    out_.synthetic("[");
    ++depth_;
    for (const Value& item : items) {
      if (&item != items.data()) out_.synthetic(",");
      line();
      put(item);
      if (!error_.empty()) return;
    }
    --depth_;
    line();
    out_.synthetic("]");
  }

  void map(const Value& value) {
    if (value.map().is_nil()) return word("null", value);
    if (value.map().size() == 0) return word("{}", value);
    out_.synthetic("{");
    ++depth_;
    bool first = true;
    for (const Map::Item& item : value.map().sorted()) {
      if (!first) out_.synthetic(",");
      first = false;
      entry(*item.key, item.value);
      if (!error_.empty()) return;
    }
    --depth_;
    line();
    out_.synthetic("}");
  }

  void entry(const BuiltText& key, const Value& value) {
    line();
    text(key);
    out_.synthetic(style_.indented ? ": " : ":");
    put(value);
  }

  void record(const Value& value) {
    const TypeInfo& type = *value.record().type;
    out_.synthetic("{");
    ++depth_;
    for (std::size_t i = 0; i < type.field_count && error_.empty(); ++i) {
      if (i > 0) out_.synthetic(",");
      entry(heap_.constant(type.fields[i]).rope(), value.record().fields[i]);
    }
    --depth_;
    line();
    out_.synthetic("}");
  }

  const JsonStyle& style_;
  Heap& heap_;
  TextBuilder& out_;
  std::size_t depth_ = 0;
  std::string error_;
};

}  // namespace

std::string put_json(const Value& value, const JsonStyle& style, Heap& heap, TextBuilder& out) {
  Writer writer(style, heap, out);
  writer.put(value);
  return writer.take_error();
}

}  // namespace fairlead::gotemplate
