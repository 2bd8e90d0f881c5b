#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "gotemplate/value/function.h"
#include "gotemplate/value/value.h"
#include "tree/node.h"

namespace fairlead::gotemplate {

class Heap;

/// A slice of Go's: shared by all who have it. Made of a node, it is read when first touched.
class List {
 public:
  List(Heap& heap, const TypeInfo& type) : heap_(&heap), type_(&type) {}
  List(Heap& heap, const Node& node) : heap_(&heap), frozen_(&node) {}

  const TypeInfo& type() const { return *type_; }
  /// Go's nil slice: empty, `null` in JSON.
  bool is_nil() const { return nil_; }
  void make_nil() { nil_ = true; }
  /// The items; boxed where the type says so.
  std::span<Value> items() {
    if (frozen_) thaw();
    return {items_, size_};
  }
  std::size_t size() { return items().size(); }
  std::size_t capacity() { return items().size() < capacity_ ? capacity_ : size_; }
  void push(Value value);
  void reserve(std::size_t count);
  /// The items [from, to) without a copy, up to the capacity.
  List part(std::size_t from, std::size_t to, std::size_t capacity);

 private:
  void thaw();

  Heap* heap_;
  const TypeInfo* type_ = &list_of_any;
  const Node* frozen_ = nullptr;
  Value* items_ = nullptr;
  std::uint32_t size_ = 0, capacity_ = 0;
  bool nil_ = false;
};

inline std::uint32_t key_hash(std::string_view key) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>()(key));
}

/// A map with strings as keys: shared by all who have it, and changed in place. Made of a node, it
/// is read when first touched, one level at a time.
class Map {
 public:
  struct Item {
    const BuiltText* key = nullptr;
    std::uint32_t hash = 0;
    Value value;

    std::string_view name() const { return key->text(); }
  };

  Map(Heap& heap, const TypeInfo& type) : heap_(&heap), type_(&type) {}
  Map(Heap& heap, const Node& node) : heap_(&heap), frozen_(&node) {}

  const TypeInfo& type() const { return *type_; }
  /// The type of values that are the map under another name (Value::named): `.Values` and a table
  /// of the chart around are one map, of two types.
  const TypeInfo& named_type() const { return *named_type_; }
  void name_as(const TypeInfo& type) { named_type_ = &type; }
  /// Go's nil map: empty, and nothing can be put into it.
  bool is_nil() const { return nil_; }
  void make_nil() { nil_ = true; }

  std::size_t size() {
    if (frozen_) thaw();
    return size_;
  }
  /// The value of a key, to read or to change; null where there is none.
  Value* find(std::string_view key) { return find(key, key_hash(key)); }
  Value* find(std::string_view key, std::uint32_t hash);
  /// The key as it was written; null where there is none.
  const BuiltText* key(std::string_view key);
  void set(const BuiltText* key, Value value);
  bool erase(std::string_view key);
  /// All items, sorted by their keys' bytes. Valid until the map is changed.
  std::span<Item> sorted();

 private:
  Item* item(std::string_view key, std::uint32_t hash);
  void thaw();
  void append(const BuiltText* key, std::uint32_t hash, Value value);
  void index();

  Heap* heap_;
  const TypeInfo* type_ = &map_of_any;
  const TypeInfo* named_type_ = nullptr;
  const Node* frozen_ = nullptr;
  Item* items_ = nullptr;
  std::uint32_t* slots_ = nullptr;  // of larger maps: a power of two of indexes + 1, 0 for none
  std::uint32_t size_ = 0, capacity_ = 0, slot_count_ = 0;
  bool is_sorted_ = true;
  bool nil_ = false;
};

}  // namespace fairlead::gotemplate
