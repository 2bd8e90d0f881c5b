#include "deploy/helm/chart/go_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>

#include "gotemplate/strconv/float_text.h"
#include "gotemplate/strconv/runes.h"
#include "tree/scalar.h"
#include "tree/scalar_number.h"

namespace fairlead::helm {
namespace {

/// Nobody prints more than that on purpose; values come from strangers.
constexpr std::size_t longest = 4096;
constexpr int deepest = 100;

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
      typed("float64", gotemplate::float_text(number ? number->floating : 0, 'g', -1));
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

std::string printable(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    const gotemplate::Rune rune = gotemplate::rune_at(text, at);
    if (gotemplate::is_space(rune.value))
      made += ' ';
    else if (gotemplate::is_printable(rune.value))
      made += text.substr(at, rune.size);
    at += rune.size;
  }
  return made;
}

}  // namespace fairlead::helm
