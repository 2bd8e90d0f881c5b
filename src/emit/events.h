#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "source/text_builder.h"

namespace fairlead::emit {

/// What a value to be written is, as Go has it.
enum class Type : std::uint8_t {
  null,
  boolean,
  integer,   ///< of 64 bits or fewer, signed
  natural,   ///< the same, unsigned
  floating,  ///< float64
  string,
  bytes,         ///< []byte
  nil_sequence,  ///< a slice that is nil: null in JSON
  nil_mapping,   ///< a map that is nil
  sequence,
  mapping,
};

/// The part of a string that TOML writes for it without quotes: a time's; empty for plain strings.
struct Bare {
  std::uint32_t at, size;
};

/// One value, or a key.
struct Item {
  Type type = Type::null;
  bool is_record = false;            ///< of a mapping: see Events::begin_record
  OriginId origin = OriginId::none;  ///< where it was written; a string's runs know better
  std::uint32_t end = 0;             ///< the index behind it and all that is in it
  union {
    bool boolean;
    std::int64_t integer = 0;
    std::uint64_t natural;
    double floating;
    Bare bare;  ///< of strings
  };
  BuiltText text;  ///< of string and bytes

  bool is_collection() const { return type >= Type::sequence; }
};

/// A value to be written, told event by event: `begin_mapping`, then `key` and a value in turn,
/// then `end`. Texts are not copied: they must live as long as the events. Keys may come in any
/// order; each way of writing sorts them as Go does, JSON those of a record not.
class Events {
 public:
  void begin_mapping() { begin(Type::mapping); }
  /// A mapping whose keys JSON leaves in their order: a struct of Go's.
  void begin_record() {
    begin(Type::mapping);
    items_.back().is_record = true;
  }
  void begin_sequence() { begin(Type::sequence); }
  void end();
  void key(const BuiltText& name) { string(name); }

  void null(OriginId origin = OriginId::none) { add(Type::null, origin); }
  void nil_sequence() { add(Type::nil_sequence, OriginId::none); }
  void nil_mapping() { add(Type::nil_mapping, OriginId::none); }
  void boolean(bool value, OriginId origin = OriginId::none) {
    add(Type::boolean, origin).boolean = value;
  }
  void integer(std::int64_t value, OriginId origin = OriginId::none) {
    add(Type::integer, origin).integer = value;
  }
  void natural(std::uint64_t value, OriginId origin = OriginId::none) {
    add(Type::natural, origin).natural = value;
  }
  void floating(double value, OriginId origin = OriginId::none) {
    add(Type::floating, origin).floating = value;
  }
  void string(const BuiltText& text) { add(Type::string, OriginId::none).text = text; }
  /// A point in time: a string in JSON, of which TOML has `size` bytes at `at` without quotes.
  void moment(const BuiltText& text, std::size_t at, std::size_t size, OriginId origin) {
    Item& item = add(Type::string, origin);
    item.text = text;
    item.bare = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(size)};
  }
  void bytes(const BuiltText& text) { add(Type::bytes, OriginId::none).text = text; }

  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const Item& operator[](std::size_t index) const { return items_[index]; }
  /// The first item inside of a collection, and the one behind another.
  static std::uint32_t first(std::uint32_t index) { return index + 1; }
  std::uint32_t behind(std::uint32_t index) const { return items_[index].end; }
  /// Of a mapping's keys their indexes, in the order they came.
  std::vector<std::uint32_t> keys(std::uint32_t mapping) const;
  /// How many collections lie inside each other, at most.
  std::size_t depth() const { return deepest_; }

 private:
  void begin(Type type);
  Item& add(Type type, OriginId origin);

  std::vector<Item> items_;
  std::vector<std::uint32_t> open_;
  std::size_t deepest_ = 0;
};

}  // namespace fairlead::emit
