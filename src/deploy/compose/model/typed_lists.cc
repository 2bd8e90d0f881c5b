#include "deploy/compose/model/typed_lists.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deploy/compose/value/spellings.h"

namespace fairlead::compose {

bool TypedLists::convert(Type type, Value& value) {
  switch (type) {
    case Type::command:
      return command(value);
    case Type::test:
      return test(value);
    case Type::texts:
      return texts(value);
    case Type::one_or_more:
    case Type::printed:
      if (value.is_string()) {
        Value list = Value::sequence();
        list.items.push_back(std::move(value));
        value = std::move(list);
      }
      if (!value.is_sequence()) return false;
      return std::ranges::all_of(value.items, [&](Value& item) {
        return type == Type::printed ? print(item) : item.is_string();
      });
    case Type::mapping:
    case Type::environment:
    case Type::labels:
    case Type::options:
    case Type::text_map:
      return mapping(type, value);
    case Type::lists:
      return lists(value);
    case Type::hosts:
      return hosts(value);
    case Type::ssh:
      return ssh(value);
    default:
      return false;
  }
}

bool TypedLists::print(Value& value) {
  if (!value.is_scalar()) return false;
  if (value.is_string() || !value.node) return true;
  value = maker_.retyped(value, Kind::string, printed(value));
  return true;
}

void TypedLists::sort(Value& mapping) {
  std::size_t order = 0;
  for (auto& [name, field] : mapping.fields) field.order = order++;
  mapping.next_order = order;
}

bool TypedLists::command(Value& value) {
  if (value.is_sequence()) return std::ranges::all_of(value.items, &Value::is_string);
  if (!value.is_string()) {
    value = {};
    return true;
  }
  const auto words = command_words(value.text());
  if (!words) return false;
  Value list = Value::sequence();
  for (const CommandWord& word : *words) {
    const Value part = maker_.part(value, word.begin, word.end);
    list.items.push_back(maker_.retyped(part, Kind::string, word.text));
  }
  value = std::move(list);
  return true;
}

bool TypedLists::test(Value& value) {
  if (value.is_sequence()) return std::ranges::all_of(value.items, &Value::is_string);
  if (!value.is_string()) return false;
  Value list = Value::sequence();
  list.items.push_back(maker_.constant(Kind::string, "CMD-SHELL", value));
  list.items.push_back(std::move(value));
  value = std::move(list);
  return true;
}

bool TypedLists::texts(Value& value) {
  if (!value.is_sequence()) return false;
  return std::ranges::all_of(value.items,
                             [&](Value& item) { return scalars_.convert(Type::text, item); });
}

bool TypedLists::mapping(Type type, Value& value) {
  if (value.is_mapping()) {
    for (auto& [name, field] : value.fields) {
      Value& item = field.value;
      if (item.is_null() && type == Type::environment) continue;
      if (item.is_null())
        item = maker_.constant(Kind::string, "", field.key ? Value::scalar(field.key) : value);
      const bool fits = type == Type::text_map ? scalars_.convert(Type::text, item) : print(item);
      if (!fits) return false;
    }
    sort(value);
    return true;
  }
  if (!value.is_sequence() || type == Type::options || type == Type::text_map) return false;
  Value made = Value::mapping();
  for (Value& item : value.items) {
    if (!print(item)) return false;
    const std::string_view text = item.text();
    const std::size_t sign = std::min(text.find('='), text.size());
    const bool is_alone = sign == text.size();
    const Value key = is_alone ? item : maker_.part(item, 0, sign);
    Value below;
    if (!is_alone)
      below = maker_.part(item, sign + 1, text.size());
    else if (type != Type::environment)
      below = maker_.constant(Kind::string, "", item);
    const bool is_blank = sign > 0 && (text[sign - 1] == ' ' || text[sign - 1] == '\t');
    if (is_blank && type == Type::environment) return false;
    made.set(std::string(key.text()), key.node, std::move(below));
  }
  sort(made);
  value = std::move(made);
  return true;
}

bool TypedLists::lists(Value& value) {
  if (!value.is_mapping()) return false;
  for (auto& [name, field] : value.fields) {
    if (!field.value.is_sequence()) {
      Value list = Value::sequence();
      list.items.push_back(std::move(field.value));
      field.value = std::move(list);
    }
    for (Value& item : field.value.items)
      if (!print(item)) return false;
  }
  sort(value);
  return true;
}

void TypedLists::add_host(const std::string& name, const Node* key, const Value& list,
                          std::size_t begin, std::size_t end, Hosts& hosts) {
  const std::string_view text = list.text().substr(begin, end - begin);
  const bool has_brackets = text.size() > 2 && text.front() == '[' && text.back() == ']';
  const std::size_t cut = has_brackets ? 1 : 0;
  hosts.emplace(name, Address{key, maker_.part(list, begin + cut, end - cut)});
}

bool TypedLists::add_hosts(Value& item, Hosts& hosts) {
  if (!print(item)) return false;
  const std::string_view text = item.text();
  std::size_t sign = text.find('=');
  if (sign == text.npos) sign = text.find(':');
  if (sign == text.npos) return false;
  const Value key = maker_.part(item, 0, sign);
  for (std::size_t begin = sign + 1; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    add_host(std::string(key.text()), key.node, item, begin, end, hosts);
    begin = end + 1;
  }
  return true;
}

bool TypedLists::hosts(Value& value) {
  Hosts all;
  for (auto& [name, field] : value.fields) {
    Value& item = field.value;
    if (item.is_null()) item = maker_.constant(Kind::string, "", value);
    if (item.is_string()) add_host(name, field.key, item, 0, item.text().size(), all);
    for (Value& each : item.items)
      if (print(each)) add_host(name, field.key, each, 0, each.text().size(), all);
    if (!item.is_string() && !item.is_sequence()) return false;
  }
  for (Value& item : value.items)
    if (!add_hosts(item, all)) return false;
  Value made = Value::sequence();
  for (const auto& [name, address] : all) {
    if (name.empty() || name.find_first_of(":=") != std::string::npos) return false;
    made.items.push_back(maker_.pair(name, address.key, address.value));
  }
  std::ranges::stable_sort(made.items, {}, [](const Value& item) { return item.text(); });
  value = std::move(made);
  return true;
}

/// Compose prints what is no JSON for a key that has a path, and refuses the project then.
bool TypedLists::ssh(Value& value) {
  if (!value.is_mapping()) return false;
  Value made = Value::sequence();
  for (auto& [name, field] : value.fields) {
    if (!field.value.is_null() && !field.value.text().empty()) return false;
    made.items.push_back(
        maker_.constant(Kind::string, name, field.key ? Value::scalar(field.key) : value));
  }
  value = std::move(made);
  return true;
}

}  // namespace fairlead::compose
