#include "deploy/helm/chart/go_text.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <map>

#include "tree/scalar.h"
#include "tree/scalar_number.h"

namespace fairlead::helm {
namespace {

/// Nobody prints more than that on purpose; values come from strangers.
constexpr std::size_t longest = 4096;
constexpr int deepest = 100;

struct Rune {
  char32_t code = 0;
  std::size_t size = 1;
};

/// The code point at the begin of a well-formed text.
Rune first_rune(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned lead = byte(0);
  if (lead < 0xc0) return {lead, 1};
  const std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t code = lead & (0xffu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = (code << 6) | (byte(i) & 0x3f);
  return {code, std::min(size, text.size())};
}

struct Range {
  char32_t first, last;
};
constexpr Range spaces[] = {{9, 13},          {32, 32},         {0x85, 0x85},     {0xa0, 0xa0},
                            {0x1680, 0x1680}, {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f},
                            {0x205f, 0x205f}, {0x3000, 0x3000}};
/// Controls, formats, surrogates and private use, as far as texts have them.
constexpr Range unprintable[] = {
    {0, 31},          {0x7f, 0x9f},     {0xad, 0xad},     {0x600, 0x605},   {0x61c, 0x61c},
    {0x6dd, 0x6dd},   {0x70f, 0x70f},   {0x180e, 0x180e}, {0x200b, 0x200f}, {0x202a, 0x202e},
    {0x2060, 0x206f}, {0xd800, 0xf8ff}, {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xf0000, 0x10ffff}};

template <std::size_t count>
bool is_among(char32_t code, const Range (&ranges)[count]) {
  for (const Range& range : ranges)
    if (code >= range.first && code <= range.last) return true;
  return false;
}

std::string go_float(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  const double size = std::abs(value);
  if (size == 0 || (size >= 1e-4 && size < 1e6)) return fmt::format("{}", value);
  std::string exponent;
  // The fewest digits that make the number, one before the point.
  for (int digits = 0; digits <= 17; ++digits) {
    exponent = fmt::format("{:.{}e}", value, digits);
    if (std::strtod(exponent.c_str(), nullptr) == value) break;
  }
  return exponent;
}

/// Prints as one verb of Go's fmt does: of lists and maps each item.
class Printer {
 public:
  explicit Printer(bool boolean) : boolean_(boolean) {}

  void print(const Node* value, int depth) {
    value = value ? value->resolved() : nullptr;
    if (text_.size() > longest || depth > deepest) return;
    if (!value || value->is_null()) {
      if (depth == 0) {
        odd("<nil>");
      } else {
        text_ += "<nil>";
      }
    } else if (value->is_sequence()) {
      text_ += '[';
      for (std::uint32_t i = 0; i < value->items().size(); ++i) {
        if (i > 0) text_ += ' ';
        print(value->items()[i], depth + 1);
      }
      text_ += ']';
    } else if (value->is_mapping()) {
      mapping(*value, depth);
    } else {
      scalar(*value);
    }
  }
  std::string text() { return std::move(text_); }

 private:
  void odd(std::string_view words) {
    text_ += boolean_ ? fmt::format("%!t({})", words) : std::string(words);
  }
  void typed(std::string_view type, std::string_view words) {
    odd(boolean_ ? fmt::format("{}={}", type, words) : std::string(words));
  }
  void mapping(const Node& value, int depth) {
    std::map<std::string, const Node*> entries;
    for (const Entry& entry : Ref(&value).entries())
      entries[json_key(*entry.key->resolved())] = entry.value;
    text_ += "map[";
    bool first = true;
    for (const auto& [key, item] : entries) {
      if (!std::exchange(first, false)) text_ += ' ';
      typed("string", key);
      text_ += ':';
      print(item, depth + 1);
    }
    text_ += ']';
  }
  void scalar(const Node& value) {
    if (value.kind() == Kind::boolean) {
      text_ += json_value(value);
    } else if (value.is_string()) {
      typed("string", value.text().substr(0, longest));
    } else if (is_int64(value)) {
      typed("int64", value.text());
    } else {
      const auto number = scalar_number(value.text());
      typed("float64", go_float(number ? number->floating : 0));
    }
  }

  const bool boolean_;
  std::string text_;
};

}  // namespace

Node int64_node(Span at, std::string_view digits) {
  return Node::scalar(Kind::integer, Style::plain, Syntax::env, at, digits);
}
bool is_int64(const Node& node) {
  return node.kind() == Kind::integer && node.syntax() == Syntax::env;
}

std::string go_text(const Node& value) {
  Printer printer(false);
  printer.print(&value, 0);
  return printer.text();
}

std::string go_text_of_boolean(const Node& value) {
  Printer printer(true);
  printer.print(&value, 0);
  return printer.text();
}

std::string go_quoted(std::string_view text) {
  constexpr std::string_view letters = "\a\b\f\n\r\t\v\\\"", escapes = "abfnrtv\\\"";
  std::string made = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, size] = first_rune(text.substr(at));
    const std::size_t letter = code < 0x80 ? letters.find(static_cast<char>(code)) : letters.npos;
    if (letter != letters.npos) {
      made += {'\\', escapes[letter]};
    } else if (code != ' ' && (is_among(code, unprintable) || is_among(code, spaces))) {
      made += code < 0x80 ? fmt::format("\\x{:02x}", static_cast<unsigned>(code))
                          : fmt::format("\\u{:04x}", static_cast<unsigned>(code));
    } else {
      made += text.substr(at, size);
    }
    at += size;
  }
  return made + '"';
}

std::string printable(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, size] = first_rune(text.substr(at));
    if (is_among(code, spaces)) {
      made += ' ';
    } else if (!is_among(code, unprintable)) {
      made += text.substr(at, size);
    }
    at += size;
  }
  return made;
}

}  // namespace fairlead::helm
