#include "emit/json_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "emit/characters.h"
#include "emit/traced_text.h"
#include "tree/scalar_number.h"

namespace fairlead::emit {
namespace {

/// The letter of a short escape; 0 where there is none.
char short_escape(std::uint32_t code) {
  constexpr std::string_view codes = "\b\t\n\f\r\"\\", letters = "btnfr\"\\";
  const std::size_t at = code < 0x80 ? codes.find(static_cast<char>(code)) : codes.npos;
  return at == codes.npos ? '\0' : letters[at];
}

class JsonText {
 public:
  JsonText(const Events& events, JsonForm form, TextBuilder& out)
      : events_(events), form_(form), out_(out) {}

  void value(std::uint32_t index);

 private:
  void sequence(std::uint32_t index);
  void mapping(std::uint32_t index);
  void string(const BuiltText& text);
  bool escapes(const Character& character) const;
  void line_break() {
    if (form_ == JsonForm::pretty) out_.made("\n" + std::string(2 * depth_, ' '));
  }

  const Events& events_;
  const JsonForm form_;
  TracedText out_;
  std::size_t depth_ = 0;
};

bool JsonText::escapes(const Character& it) const {
  if (!it.is_valid || it.code < 0x20 || it.code == '"' || it.code == '\\') return true;
  if (it.code == line_separator || it.code == paragraph_separator) return true;
  return form_ != JsonForm::raw && (it.code == '<' || it.code == '>' || it.code == '&');
}

void JsonText::string(const BuiltText& text) {
  const std::string_view bytes = text.text();
  out_.made("\"");
  std::size_t from = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const Character next = character_at(bytes, at);
    if (escapes(next)) {
      out_.copy(text, from, at);
      const char letter = short_escape(next.code);
      out_.instead(text, at,
                   letter ? fmt::format("\\{}", letter) : fmt::format("\\u{:04x}", next.code));
      from = at + next.size;
    }
    at += next.size;
  }
  out_.copy(text, from, bytes.size());
  out_.made("\"");
}

void JsonText::sequence(std::uint32_t index) {
  const std::uint32_t end = events_.behind(index), first = Events::first(index);
  out_.made("[");
  ++depth_;
  for (std::uint32_t at = first; at < end; at = events_.behind(at)) {
    if (at != first) out_.made(",");
    line_break();
    value(at);
  }
  --depth_;
  if (first < end) line_break();
  out_.made("]");
}

void JsonText::mapping(std::uint32_t index) {
  std::vector<std::uint32_t> keys = events_.keys(index);
  if (!events_[index].is_record)
    std::ranges::stable_sort(keys, {}, [&](std::uint32_t key) { return events_[key].text.text(); });
  out_.made("{");
  ++depth_;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i > 0) out_.made(",");
    line_break();
    string(events_[keys[i]].text);
    out_.made(form_ == JsonForm::pretty ? ": " : ":");
    value(events_.behind(keys[i]));
  }
  --depth_;
  if (!keys.empty()) line_break();
  out_.made("}");
}

void JsonText::value(std::uint32_t index) {
  const Item& item = events_[index];
  switch (item.type) {
    case Type::null:
    case Type::nil_sequence:
    case Type::nil_mapping:
      return out_.value("null", item.origin);
    case Type::boolean:
      return out_.value(item.boolean ? "true" : "false", item.origin);
    case Type::integer:
      return out_.value(fmt::format("{}", item.integer), item.origin);
    case Type::natural:
      return out_.value(fmt::format("{}", item.natural), item.origin);
    case Type::floating:
      return out_.value(json_number(item.floating), item.origin);
    case Type::string:
      return string(item.text);
    case Type::bytes:
      out_.made("\"");
      out_.instead(item.text, 0, base64_encoded(item.text.text()));
      return out_.made("\"");
    case Type::sequence:
      return sequence(index);
    case Type::mapping:
      return mapping(index);
  }
  __builtin_unreachable();
}

}  // namespace

std::string json_refusal(const Events& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Item& item = events[i];
    if (item.type != Type::floating || std::isfinite(item.floating)) continue;
    const std::string_view name = std::isnan(item.floating) ? "NaN"
                                  : item.floating > 0       ? "+Inf"
                                                            : "-Inf";
    return fmt::format("json: unsupported value: {}", name);
  }
  return {};
}

Written write_json(const Events& events, JsonForm form, TextBuilder& out) {
  if (std::string refusal = json_refusal(events); !refusal.empty())
    return tl::unexpected(std::move(refusal));
  JsonText(events, form, out).value(0);
  return {};
}

}  // namespace fairlead::emit
