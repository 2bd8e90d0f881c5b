#include "emit/yaml_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "emit/key_order.h"
#include "emit/through_json.h"
#include "emit/yaml_output.h"
#include "tree/scalar_number.h"

namespace fairlead::emit {
namespace {

/// Where a value stands.
struct Place {
  int indent = -1;  ///< of the collection around it; -1: it is the document
  bool in_mapping = false;
};

/// Writes events as go-yaml does: nothing is known of how they are made.
class YamlText {
 public:
  YamlText(const Events& events, Version version, TextBuilder& out)
      : events_(events), version_(version), order_(version), out_(version, out) {}

  void document() {
    value(0, {});
    out_.line(0);
  }

 private:
  void value(std::uint32_t index, const Place& place);
  void sequence(std::uint32_t index, const Place& place);
  void mapping(std::uint32_t index, const Place& place);
  void key(const Item& key, int indent);
  void bytes(const Item& item, const Place& place);
  int dash_indent(const Place& place) const;
  std::string floating(double value) const;
  std::vector<std::uint32_t> sorted_keys(std::uint32_t mapping);

  /// The indentation of what continues a scalar in another line.
  static std::size_t inside(int indent) {
    return indent < 0 ? 2 : static_cast<std::size_t>(indent) + 2;
  }

  const Events& events_;
  const Version version_;
  KeyOrder order_;
  YamlOutput out_;
};

std::string YamlText::floating(double value) const {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  return general_number(value);
}

/// Of keys that became equal the last counts.
std::vector<std::uint32_t> YamlText::sorted_keys(std::uint32_t mapping) {
  std::vector<std::uint32_t> keys = events_.keys(mapping);
  const auto name = [&](std::uint32_t key) { return events_[key].text.text(); };
  std::ranges::stable_sort(keys, {}, name);  // go-yaml's order has cycles: 1a, 01, 10
  std::ranges::stable_sort(
      keys, [&](std::uint32_t a, std::uint32_t b) { return order_(name(a), name(b)); });
  std::size_t count = 0;
  for (const std::uint32_t key : keys) {
    if (count > 0 && name(keys[count - 1]) == name(key)) --count;
    keys[count++] = key;
  }
  keys.resize(count);
  return keys;
}

/// Where the dashes of a list stand: version 2 leaves them below the key.
int YamlText::dash_indent(const Place& place) const {
  const bool same = version_ == Version::two && place.in_mapping && !out_.at_indentation();
  return place.indent < 0 ? 0 : same ? place.indent : place.indent + 2;
}

/// A slice of bytes is a list of numbers.
void YamlText::bytes(const Item& item, const Place& place) {
  if (item.text.size == 0) return out_.indicator("[]", true);
  const auto indent = static_cast<std::size_t>(dash_indent(place));
  for (const char c : item.text.text()) {
    out_.line(indent);
    out_.indicator("-", true, true);
    out_.plain(fmt::format("{}", static_cast<unsigned char>(c)), item.origin);
  }
}

void YamlText::sequence(std::uint32_t index, const Place& place) {
  const std::uint32_t end = events_.behind(index);
  if (Events::first(index) == end) return out_.indicator("[]", true);
  const int indent = dash_indent(place);
  for (std::uint32_t at = Events::first(index); at < end; at = events_.behind(at)) {
    out_.line(static_cast<std::size_t>(indent));
    out_.indicator("-", true, true);
    value(at, {indent, false});
  }
}

void YamlText::key(const Item& key, int indent) {
  out_.line(static_cast<std::size_t>(indent));
  if (out_.is_simple_key(key.text.text())) {
    out_.string(key.text, {true, inside(indent)});
    out_.indicator(":", false);
    return;
  }
  out_.indicator("?", true, true);
  out_.string(key.text, {false, inside(indent)});
  out_.line(static_cast<std::size_t>(indent));
  out_.indicator(":", true, true);
}

void YamlText::mapping(std::uint32_t index, const Place& place) {
  if (Events::first(index) == events_.behind(index)) return out_.indicator("{}", true);
  const int indent = place.indent < 0 ? 0 : place.indent + 2;
  for (const std::uint32_t at : sorted_keys(index)) {
    key(events_[at], indent);
    value(events_.behind(at), {indent, true});
  }
}

void YamlText::value(std::uint32_t index, const Place& place) {
  const Item& item = events_[index];
  switch (item.type) {
    case Type::null:
      return out_.plain("null", item.origin);
    case Type::nil_sequence:
      return out_.indicator("[]", true);
    case Type::nil_mapping:
      return out_.indicator("{}", true);
    case Type::boolean:
      return out_.plain(item.boolean ? "true" : "false", item.origin);
    case Type::integer:
      return out_.plain(fmt::format("{}", item.integer), item.origin);
    case Type::natural:
      return out_.plain(fmt::format("{}", item.natural), item.origin);
    case Type::floating:
      return out_.plain(floating(item.floating), item.origin);
    case Type::string:
      if (item.bare.size > 0) return out_.plain(item.text.text(), item.origin);
      return out_.string(item.text, {false, inside(place.indent)});
    case Type::bytes:
      return bytes(item, place);
    case Type::sequence:
      return sequence(index, place);
    case Type::mapping:
      return mapping(index, place);
  }
  __builtin_unreachable();
}

}  // namespace

Written write_yaml(const Events& events, YamlForm form, Arena& arena, TextBuilder& out) {
  if (form == YamlForm::pretty) {
    YamlText(events, Version::three, out).document();
    return {};
  }
  auto read = through_json(events, arena);
  if (!read) return tl::unexpected(std::move(read.error()));
  YamlText(*read, Version::two, out).document();
  return {};
}

Written write_yaml_value(const Events& events, YamlForm form, Arena& arena, TextBuilder& out) {
  TextBuilder document;
  if (Written written = write_yaml(events, form, arena, document); !written) return written;
  const BuiltText text = document.done(arena);
  const std::uint32_t end = text.text().ends_with('\n') ? text.size - 1 : text.size;
  out.append(text, 0, end);
  return {};
}

}  // namespace fairlead::emit
