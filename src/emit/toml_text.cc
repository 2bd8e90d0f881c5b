#include "emit/toml_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "emit/traced_text.h"
#include "tree/scalar_number.h"

namespace fairlead::emit {
namespace {

/// What a value is to TOML.
enum class Shape : std::uint8_t { nothing, scalar, array, table, table_array };

bool is_table(Shape shape) { return shape == Shape::table || shape == Shape::table_array; }

bool is_bare(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) {
    const char lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string escape(char c) {
  constexpr std::string_view codes = "\b\t\n\f\r\"\\", letters = "btnfr\"\\";
  if (const std::size_t at = codes.find(c); at != codes.npos)
    return fmt::format("\\{}", letters[at]);
  return fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
}

bool is_escaped(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

class TomlText {
 public:
  TomlText(const Events& events, TextBuilder& out) : events_(events), builder_(out), out_(out) {}

  std::string write() {
    encode(0);
    return failure_;
  }

 private:
  using Index = std::uint32_t;

  Shape shape(Index index);
  Shape list_shape(Index index);
  std::vector<Index> sorted_keys(Index mapping, bool tables);

  void encode(Index index);
  void pair(Index key, Index value, bool is_inline);
  void element(Index index);
  void list(Index index);
  void bytes(const Item& item);
  void table(Index index);
  void tables(Index index);
  void mapping(Index index, bool is_inline);
  void keys(const std::vector<Index>& all, bool more_follow, bool is_inline);
  void header(std::string_view open, std::string_view close);
  void key_text(const BuiltText& key);
  void quoted(const BuiltText& text);
  std::string floating(double value) const;

  void line_break() {
    if (!builder_.empty()) out_.made("\n");
  }
  void indent() {
    if (path_.size() > 1) out_.made(std::string(2 * (path_.size() - 1), ' '));
  }

  const Events& events_;
  TextBuilder& builder_;
  TracedText out_;
  std::vector<Index> path_;  // the keys that lead here
  std::string failure_;
};

Shape TomlText::list_shape(Index index) {
  bool all_tables = Events::first(index) < events_.behind(index);
  for (Index at = Events::first(index); at < events_.behind(index); at = events_.behind(at)) {
    const Shape each = shape(at);
    if (each == Shape::nothing) failure_ = "toml: cannot encode array with nil element";
    all_tables = all_tables && each == Shape::table;
  }
  return all_tables ? Shape::table_array : Shape::array;
}

Shape TomlText::shape(Index index) {
  switch (events_[index].type) {
    case Type::null:
    case Type::nil_sequence:
    case Type::nil_mapping:
      return Shape::nothing;
    case Type::boolean:
    case Type::integer:
    case Type::natural:
    case Type::floating:
    case Type::string:
      return Shape::scalar;
    case Type::bytes:
      return Shape::array;
    case Type::sequence:
      return list_shape(index);
    case Type::mapping:
      return Shape::table;
  }
  __builtin_unreachable();
}

std::vector<TomlText::Index> TomlText::sorted_keys(Index index, bool of_tables) {
  std::vector<Index> all = events_.keys(index);
  std::erase_if(all, [&](Index key) { return is_table(shape(events_.behind(key))) != of_tables; });
  std::ranges::stable_sort(all, {}, [&](Index key) { return events_[key].text.text(); });
  return all;
}

void TomlText::encode(Index index) {
  const Shape shape = this->shape(index);
  if (shape == Shape::nothing || !failure_.empty()) return;
  if (shape == Shape::table) return table(index);
  if (shape == Shape::table_array) return tables(index);
  if (path_.empty()) return element(index);
  pair(path_.back(), index, false);
}

void TomlText::pair(Index key, Index value, bool is_inline) {
  if (!is_inline) indent();
  key_text(events_[key].text);
  out_.made(" = ");
  element(value);
  if (!is_inline) out_.made("\n");
}

void TomlText::key_text(const BuiltText& key) {
  if (is_bare(key.text())) return out_.copy(key, 0, key.size);
  quoted(key);
}

void TomlText::quoted(const BuiltText& text) {
  out_.made("\"");
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size; ++at) {
    if (!is_escaped(text.bytes[at])) continue;
    out_.copy(text, from, at);
    out_.instead(text, at, escape(text.bytes[at]));
    from = at + 1;
  }
  out_.copy(text, from, text.size);
  out_.made("\"");
}

std::string TomlText::floating(double value) const {
  const std::string_view sign = std::signbit(value) ? "-" : "";
  if (!std::isfinite(value)) return fmt::format("{}{}", sign, std::isnan(value) ? "nan" : "inf");
  std::string text = general_number(value);
  return text.find_first_of("e.") == text.npos ? text + ".0" : text;
}

void TomlText::bytes(const Item& item) {
  out_.made("[");
  for (std::size_t i = 0; i < item.text.size; ++i) {
    if (i > 0) out_.made(", ");
    out_.instead(item.text, i, fmt::format("{}", static_cast<unsigned char>(item.text.bytes[i])));
  }
  out_.made("]");
}

void TomlText::list(Index index) {
  out_.made("[");
  for (Index at = Events::first(index); at < events_.behind(index); at = events_.behind(at)) {
    if (at != Events::first(index)) out_.made(", ");
    element(at);
  }
  out_.made("]");
}

void TomlText::element(Index index) {
  const Item& item = events_[index];
  switch (item.type) {
    case Type::null:
    case Type::nil_sequence:
    case Type::nil_mapping:
      return;
    case Type::boolean:
      return out_.value(item.boolean ? "true" : "false", item.origin);
    case Type::integer:
      return out_.value(fmt::format("{}", item.integer), item.origin);
    case Type::natural:
      return out_.value(fmt::format("{}", item.natural), item.origin);
    case Type::floating:
      return out_.value(floating(item.floating), item.origin);
    case Type::string:
      if (item.bare.size == 0) return quoted(item.text);
      return out_.copy(item.text, item.bare.at, item.bare.at + item.bare.size);
    case Type::bytes:
      return bytes(item);
    case Type::sequence:
      return list(index);
    case Type::mapping:
      return mapping(index, true);
  }
  __builtin_unreachable();
}

void TomlText::header(std::string_view open, std::string_view close) {
  indent();
  out_.made(open);
  for (std::size_t i = 0; i < path_.size(); ++i) {
    if (i > 0) out_.made(".");
    key_text(events_[path_[i]].text);
  }
  out_.made(close);
  out_.made("\n");
}

void TomlText::table(Index index) {
  if (path_.size() == 1) line_break();
  if (!path_.empty()) header("[", "]");
  mapping(index, false);
}

void TomlText::tables(Index index) {
  if (path_.empty()) {
    failure_ = "toml: top-level values must be Go maps or structs";
    return;
  }
  for (Index at = Events::first(index); at < events_.behind(index); at = events_.behind(at)) {
    line_break();
    header("[[", "]]");
    mapping(at, false);
  }
}

/// Inside of braces a comma follows what is not the last, even where the last is nil and left out.
void TomlText::keys(const std::vector<Index>& all, bool more_follow, bool is_inline) {
  for (const Index& key : all) {
    const Index value = events_.behind(key);
    if (shape(value) == Shape::nothing) continue;
    if (is_inline) {
      pair(key, value, true);
      if (more_follow || &key != &all.back()) out_.made(", ");
    } else {
      path_.push_back(key);
      encode(value);
      path_.pop_back();
    }
  }
}

void TomlText::mapping(Index index, bool is_inline) {
  const std::vector<Index> plain = sorted_keys(index, false), inner = sorted_keys(index, true);
  if (is_inline) out_.made("{");
  keys(plain, !inner.empty(), is_inline);
  keys(inner, false, is_inline);
  if (is_inline) out_.made("}");
}

/// Adds the headers below an item whose own takes `path`.
void add_headers(const Events& events, std::uint32_t index, std::uint64_t path,
                 std::uint64_t& all) {
  const Item& item = events[index];
  if (!item.is_collection()) return;
  if (item.type == Type::mapping) all += path;
  for (std::uint32_t at = Events::first(index); at < events.behind(index); at = events.behind(at)) {
    if (item.type == Type::sequence) {
      add_headers(events, at, path, all);
      continue;
    }
    const BuiltText& key = events[at].text;
    constexpr std::uint64_t beside = 3 + 2 * sizeof(Run);  // a dot, two blanks
    at = events.behind(at);
    add_headers(events, at, path + key.size + key.run_count * sizeof(Run) + beside, all);
  }
}

}  // namespace

std::uint64_t toml_headers(const Events& events) {
  std::uint64_t all = 0;
  if (!events.empty()) add_headers(events, 0, 0, all);
  return all;
}

Written write_toml(const Events& events, TextBuilder& out) {
  TextBuilder made;
  if (std::string why = TomlText(events, made).write(); !why.empty())
    return tl::unexpected(std::move(why));
  Arena arena;
  const BuiltText text = made.done(arena);
  out.append(text, 0, text.size);
  return {};
}

}  // namespace fairlead::emit
