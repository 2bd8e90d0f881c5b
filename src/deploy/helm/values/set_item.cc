#include "deploy/helm/values/set_item.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/values/set_words.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

constexpr int most_names = 30, largest_index = 65536, deepest_list = 100;

/// Why no more is read: the item ended where it may, or what is wrong with it.
struct Stop {
  bool ended = false;
  std::string words;
};
using Stopped = std::optional<Stop>;

Stopped ended() { return Stop{true, "EOF"}; }
Stopped wrong(std::string words) { return Stop{false, std::move(words)}; }

std::string_view go_type(const Slot& slot) {
  if (slot.is_table()) return "map[string]interface {}";
  if (slot.is_list()) return "[]interface {}";
  switch (slot.node->kind()) {
    case Kind::boolean:
      return "bool";
    case Kind::integer:
      return is_int64(*slot.node) ? "int64" : "float64";
    case Kind::floating:
      return "float64";
    case Kind::string:
      return "string";
    case Kind::null:
    case Kind::sequence:
    case Kind::mapping:
    case Kind::alias:
      return "nil";
  }
  __builtin_unreachable();
}

Stopped no_such_type(const Slot& slot, std::string_view wanted) {
  return wrong(
      fmt::format("unable to parse key: interface conversion: interface {{}} is {}, not {}",
                  go_type(slot), wanted));
}

/// A number of an index, as Go's Atoi reads it.
std::optional<long> index_of(std::string_view text, std::string& words) {
  long number = 0;
  const std::size_t sign = text.starts_with('+') && !text.starts_with("+-") ? 1 : 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data() + sign, end, number);
  if (read == end && error == std::errc() && text.size() > sign) return number;
  const bool large = read == end && error == std::errc::result_out_of_range;
  words = fmt::format("error parsing index: strconv.Atoi: parsing {}: {}", gotemplate::quoted(text),
                      large ? "value out of range" : "invalid syntax");
  return std::nullopt;
}

std::string quoted_runes(std::string_view text) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = 1;
    while (at + size < text.size() && (text[at + size] & 0xc0) == 0x80) ++size;
    std::string one = gotemplate::quoted(text.substr(at, size));
    one.front() = one.back() = '\'';
    if (text.substr(at, size) == "\"") one = "'\"'";
    if (text.substr(at, size) == "'") one = "'\\''";
    all += all.empty() ? one : " " + one;
    at += size;
  }
  return "[" + all + "]";
}

/// Reads one item. Where Go's parser panics and recovers, the words are those of the panic.
class ItemReader {
 public:
  ItemReader(SetKind kind, Span item, Tables& tables, Version version, const ReadSetFile& read_file)
      : kind_(kind),
        words_(item, tables),
        tables_(tables),
        version_(version),
        read_file_(read_file) {}

  Stopped read(Table& values) {
    for (;;)
      if (auto stop = key(values, 0)) return stop;
  }

 private:
  bool literal() const { return kind_ == SetKind::set_literal; }
  SetWord until(std::string_view stops) { return words_.until(stops, !literal()); }

  void put(Table& data, const SetWord& key, Slot value) {
    if (key.text.empty()) return;
    value.key = words_.key_node(key);
    tables_.put(data, words_.key_name(key), value);
  }
  Slot empty_text(const SetWord& key) {
    SetWord none;
    none.at = key.at.part(key.at.size(), key.at.size());
    return slot(words_.text(none));
  }
  static Slot slot(const Node* node) { return {node, nullptr, nullptr, nullptr, nullptr}; }

  Stopped key(Table& data, int level) {
    const SetWord name = until(literal() ? "=[." : "=[,.");
    switch (name.stop) {
      case '[':
        return list(data, name, level);
      case '=':
        return value(data, name);
      case '.':
        return table(data, name, level + 1);
      case ',':
        return wrong(
            fmt::format("key {} has no value (cannot end with ,)", gotemplate::quoted(name.text)));
      default:
        if (name.text.empty()) return ended();
        return wrong(fmt::format("key {} has no value", gotemplate::quoted(name.text)));
    }
  }

  Stopped table(Table& data, const SetWord& name, int level) {
    if (level > most_names)
      return wrong(
          fmt::format("value name nested level is greater than maximum supported nested "
                      "level of {}",
                      most_names));
    Slot* there = data.find(name.text);
    if (there && !there->is_table()) return no_such_type(*there, "map[string]interface {}");
    Table& inner = there ? *tables_.open(*there) : *tables_.table();
    auto stop = key(inner, level);
    if (!stop && inner.slots.empty())
      return wrong(fmt::format("key map {} has no value", gotemplate::quoted(name.text)));
    if (!inner.slots.empty() && !there) {
      Slot made;
      made.table = &inner;
      put(data, name, made);
    }
    return stop;
  }

  Stopped value(Table& data, const SetWord& name) {
    Slot made;
    auto stop = read_value(made, name);
    if (made.node || made.list) put(data, name, made);
    return stop;
  }

  /// The value behind a `=`.
  Stopped read_value(Slot& made, const SetWord& name) {
    if (kind_ == SetKind::set_json) return json_value(made);
    if (literal()) {
      made = slot(words_.text(words_.until("", false)));
      return std::nullopt;
    }
    if (words_.at_end()) {
      made = empty_text(name);
      return ended();
    }
    if (words_.peek() == '{') {
      words_.skip();
      return braces(made);
    }
    return typed(until(","), made);
  }

  Stopped json_value(Slot& made) {
    if (words_.skip_empty_value()) {
      made = tables_.null();
      return std::nullopt;
    }
    const auto node = words_.json();
    if (!node) return wrong("invalid JSON");
    made = slot(*node);
    words_.skip_empty_value();
    return std::nullopt;
  }

  Stopped typed(const SetWord& word, Slot& made) {
    if (kind_ != SetKind::set_file) {
      made = slot(kind_ == SetKind::set_string ? words_.text(word) : words_.typed(word));
      return std::nullopt;
    }
    const auto place = read_file_ ? read_file_(word.text) : std::nullopt;
    if (!place) return wrong(fmt::format("open {}: no such file or directory", word.text));
    made = slot(tables_.arena().make<Node>(Node::scalar(Kind::string, Style::plain, Syntax::yaml,
                                                        *place, tables_.sources().text(*place))));
    return std::nullopt;
  }

  Stopped braces(Slot& made) {
    made.list = tables_.list();
    for (;;) {
      const SetWord word = until(",}");
      if (word.at_end()) {
        made.list = nullptr;
        return wrong("list must terminate with '}'");
      }
      if (word.stop == '}' && words_.peek() == ',') words_.skip();
      Slot item;
      if (auto stop = typed(word, item)) return stop;
      made.list->items.push_back(item);
      if (word.stop == '}') return std::nullopt;
    }
  }

  std::optional<long> index(Stopped& stop) {
    const SetWord word = until("]");
    if (word.at_end()) {
      stop = version_ == Version::v4 ? ended() : wrong("error parsing index: EOF");
      return std::nullopt;
    }
    std::string words;
    const auto number = index_of(word.text, words);
    if (!number) stop = wrong(std::move(words));
    return number;
  }

  Stopped list(Table& data, const SetWord& name, int level) {
    Stopped stop;
    const auto at = index(stop);
    if (!at) return stop;
    Slot* there = data.find(name.text);
    if (there && !there->is_list()) return no_such_type(*there, "[]interface {}");
    Slot made;
    made.list = there ? tables_.open_list(*there) : tables_.list();
    stop = item(*made.list, *at, level, name, 0);
    if (!there) put(data, name, made);
    return stop;
  }

  Stopped set_index(List& list, long at, const Slot& value) {
    if (at > largest_index)
      return wrong(fmt::format("index of {} is greater than maximum supported index of {}", at,
                               largest_index));
    const auto size = static_cast<std::size_t>(at) + 1;
    if (list.items.size() < size) {
      const std::size_t more = size - list.items.size();
      if (more > tables_.room_for_items) return wrong("lists of too many items");
      tables_.room_for_items -= more;
      list.items.resize(size, tables_.null());
    }
    Slot made = value;
    if (made.node != list.items[size - 1].node) tables_.lose(made, list.items[size - 1]);
    list.items[size - 1] = made;
    return std::nullopt;
  }

  /// What stands behind an index.
  Stopped item(List& list, long at, int level, const SetWord& name, int depth) {
    if (at < 0) return wrong(fmt::format("negative {} index not allowed", at));
    if (depth > deepest_list) return wrong("too many lists in each other");
    const SetWord word = until("[.=");
    if (!word.text.empty())
      return wrong(
          fmt::format("unexpected data at end of array index: {}", quoted_runes(word.text)));
    if (word.at_end()) return ended();
    if (word.stop == '.') return item_table(list, at, level);
    Slot made;
    if (word.stop == '=') {
      const auto stop = read_value(made, name);
      if (stop && !stop->ended) return stop;
      return set_index(list, at, made);
    }
    Stopped stop;
    const auto next = index(stop);
    if (!next) return stop;
    const bool there = list.items.size() > static_cast<std::size_t>(at) &&
                       !list.items[static_cast<std::size_t>(at)].is_null();
    Slot* old = there ? &list.items[static_cast<std::size_t>(at)] : nullptr;
    if (old && !old->is_list()) return no_such_type(*old, "[]interface {}");
    made.list = old ? tables_.open_list(*old) : tables_.list();
    stop = item(*made.list, *next, level, name, depth + 1);
    if (stop) return stop;
    return old ? std::nullopt : set_index(list, at, made);
  }

  /// `a[0].b`: what is no table there makes room for one.
  Stopped item_table(List& list, long at, int level) {
    const auto index = static_cast<std::size_t>(at);
    Slot* there = list.items.size() > index ? &list.items[index] : nullptr;
    if (there && !there->is_table()) {
      Slot made;
      made.table = tables_.table();
      tables_.lose(made, *there);
      *there = made;
    }
    Slot made;
    made.table = there ? tables_.open(*there) : tables_.table();
    auto stop = key(*made.table, level);
    if (stop) return stop;
    return there ? std::nullopt : set_index(list, at, made);
  }

  const SetKind kind_;
  SetWords words_;
  Tables& tables_;
  const Version version_;
  const ReadSetFile& read_file_;
};

}  // namespace

std::optional<Failure> apply_set(SetKind kind, Span item, Table& values, Tables& tables,
                                 Version version, const ReadSetFile& read_file) {
  const auto stop = ItemReader(kind, item, tables, version, read_file).read(values);
  if (!stop || stop->ended) return std::nullopt;
  return Failure{Stage::values, stop->words, item};
}

}  // namespace fairlead::helm
