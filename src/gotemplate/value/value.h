#pragma once
#include <complex>
#include <cstdint>
#include <string_view>

#include "source/text_builder.h"

namespace fairlead::gotemplate {

class List;
class Map;
struct Record;
struct Callable;

/// The types that Go's templates tell apart.
enum class Type : std::uint8_t {
  invalid,  ///< no value at all: reflect's zero Value, printed as `<no value>`
  nil,      ///< an interface that holds nothing
  boolean,
  int_,
  int8,
  int16,
  int32,
  int64,
  uint,
  uint8,
  uint16,
  uint32,
  uint64,
  float32,
  float64,
  complex128,
  string,
  bytes,  ///< []byte
  list,
  map,
  record,    ///< a struct, or a pointer to one
  function,  ///< a func, or an iterator
};

/// A value of a template, as Go has it: small and cheap to copy. What it points at lies in a Heap;
/// maps, lists and records are shared by all copies. It knows where it was written.
class Value {
 public:
  Value() = default;
  static Value nil(OriginId origin = OriginId::none) { return {Type::nil, origin}; }
  static Value boolean(bool value) {
    Value made{Type::boolean};
    made.boolean_ = value;
    return made;
  }
  static Value integer(std::int64_t value, Type type = Type::int_) {
    Value made{type};
    made.int_ = value;
    return made;
  }
  static Value natural(std::uint64_t value, Type type = Type::uint64) {
    Value made{type};
    made.uint_ = value;
    return made;
  }
  static Value floating(double value, Type type = Type::float64) {
    Value made{type};
    made.float_ = value;
    return made;
  }
  static Value complex(const std::complex<double>* value) {
    Value made{Type::complex128};
    made.complex_ = value;
    return made;
  }
  static Value string(const BuiltText* text, Type type = Type::string) {
    Value made{type};
    made.text_ = text;
    return made;
  }
  static Value list(List* list, OriginId origin = OriginId::none) {
    Value made{Type::list, origin};
    made.list_ = list;
    return made;
  }
  static Value map(Map* map, OriginId origin = OriginId::none) {
    Value made{Type::map, origin};
    made.map_ = map;
    return made;
  }
  static Value record(Record* record) {
    Value made{Type::record};
    made.record_ = record;
    return made;
  }
  static Value function(const Callable* callable) {
    Value made{Type::function};
    made.callable_ = callable;
    return made;
  }

  Type type() const { return type_; }
  bool is_valid() const { return type_ != Type::invalid; }
  bool is_nil() const { return type_ == Type::nil; }
  bool is_string() const { return type_ == Type::string; }
  bool is_map() const { return type_ == Type::map; }
  bool is_list() const { return type_ == Type::list; }
  bool is_int() const { return type_ >= Type::int_ && type_ <= Type::int64; }
  bool is_uint() const { return type_ >= Type::uint && type_ <= Type::uint64; }
  bool is_float() const { return type_ == Type::float32 || type_ == Type::float64; }

  /// Each asks for the type that the value has.
  bool boolean() const { return boolean_; }
  std::int64_t integer() const { return int_; }
  std::uint64_t natural() const { return uint_; }
  double floating() const { return float_; }
  const std::complex<double>& complex() const { return *complex_; }
  /// A string's or []byte's.
  const BuiltText& rope() const { return *text_; }
  std::string_view text() const { return text_->text(); }
  List& list() const { return *list_; }
  Map& map() const { return *map_; }
  Record& record() const { return *record_; }
  const Callable& callable() const { return *callable_; }
  /// What two copies share: equal for one map, list or record.
  const void* identity() const { return text_; }

  /// Where it was written: for strings see rope() first, which knows it byte by byte.
  OriginId origin() const { return origin_; }
  Value from(OriginId origin) const {
    Value made = *this;
    made.origin_ = origin;
    return made;
  }
  /// Whether it is seen as an `interface {}` that holds it, as an element of a map[string]any is.
  bool is_boxed() const { return boxed_; }
  Value boxed(bool is) const {
    Value made = *this;
    made.boxed_ = is;
    return made;
  }
  /// Whether a map is seen as its Map::named_type().
  bool is_named() const { return named_; }
  Value named(bool is = true) const {
    Value made = *this;
    made.named_ = is;
    return made;
  }
  /// Whether it stands for what differs at every render (a random word, the time).
  bool is_synthetic() const { return synthetic_; }
  Value as_synthetic() const {
    Value made = *this;
    made.synthetic_ = true;
    return made;
  }

 private:
  Value(Type type, OriginId origin = OriginId::none) : type_(type), origin_(origin) {}  // NOLINT

  Type type_ = Type::invalid;
  bool boxed_ = false;
  bool synthetic_ = false;
  bool named_ = false;
  OriginId origin_ = OriginId::none;
  union {
    bool boolean_;
    std::int64_t int_ = 0;
    std::uint64_t uint_;
    double float_;
    const std::complex<double>* complex_;
    const BuiltText* text_;
    List* list_;
    Map* map_;
    Record* record_;
    const Callable* callable_;
  };
};
static_assert(sizeof(Value) == 16);

/// The name of a value's type as Go prints it: `map[string]interface {}`, `int`; "<nil>" for none.
std::string_view type_name(const Value& value);
/// The name of the type that a value is seen as: "interface {}" where it is boxed.
std::string_view static_type_name(const Value& value);
/// The name of its reflect.Kind: `map`, `slice`, `int`; "invalid" for none.
std::string_view kind_name(const Value& value);

/// Whether `if` takes it for true: what is not empty, not zero and not nil.
bool is_true(const Value& value);

}  // namespace fairlead::gotemplate
