#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tree/node.h"

namespace fairlead::compose {

struct Field;
/// A mapping's fields by their names.
using Fields = std::map<std::string, Field, std::less<>>;

/// A value of a project that is being put together: what changes while files are merged. Its
/// scalars are nodes, which keep their written places.
struct Value {
  Kind kind = Kind::null;
  const Node* node = nullptr;  ///< a scalar's; what a collection was written as, or null
  std::vector<Value> items;    ///< of a sequence
  Fields fields;               ///< of a mapping
  std::size_t next_order = 0;  ///< of the field that comes next

  static Value scalar(const Node* node) { return {node->kind(), node, {}, {}, 0}; }
  static Value sequence() { return {Kind::sequence, nullptr, {}, {}, 0}; }
  static Value mapping() { return {Kind::mapping, nullptr, {}, {}, 0}; }

  bool is_null() const { return kind == Kind::null; }
  bool is_string() const { return kind == Kind::string; }
  bool is_integer() const { return kind == Kind::integer; }
  bool is_boolean() const { return kind == Kind::boolean; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }
  bool is_scalar() const { return !is_sequence() && !is_mapping(); }

  /// A scalar's decoded text; "" for null and for collections.
  std::string_view text() const;
  /// Of a boolean: also for what compose casts to one (`yes`).
  bool is_true() const;
  /// Where it is written; of what was put together, where its first written part is.
  Span span() const;

  /// A field; null where it is not there, or this is no mapping.
  Value* find(std::string_view name);
  const Value* find(std::string_view name) const;
  /// The same where it is there and not null.
  const Value* present(std::string_view name) const;
  /// Sets a field; a new one comes last.
  Value& set(std::string name, const Node* key, Value value);
  void erase(std::string_view name);
};

/// An entry of a mapping.
struct Field {
  const Node* key = nullptr;  ///< null where nobody wrote it
  Value value;
  std::size_t order = 0;  ///< entries come in this order
};

/// A field's name as a scalar; its value where nobody wrote the name.
inline Value key_of(const Field& field) {
  return field.key ? Value::scalar(field.key) : field.value;
}

/// The fields in their order.
std::vector<const Fields::value_type*> in_order(const Fields& fields);

/// Whether two values are the same to compose, wherever they are written.
bool equal(const Value& a, const Value& b);
/// A text that is the same for equal values alone.
std::string identity(const Value& value);
/// How many values it is, with all in it.
std::size_t size_of(const Value& value);

/// As Go's fmt prints a scalar by %v.
std::string printed(const Value& scalar);

}  // namespace fairlead::compose
