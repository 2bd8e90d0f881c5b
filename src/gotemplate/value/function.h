#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "gotemplate/value/value.h"

namespace fairlead::gotemplate {

struct Call;

/// The Go type of a parameter, against which an argument is checked.
enum class Param : std::uint8_t {
  any,    ///< interface {}: what is invalid arrives as nil
  value,  ///< reflect.Value: arrives as it is
  string,
  int_,
  int64,
  uint,
  float64,
  boolean,
  map,      ///< map[string]interface {}; nil arrives as an empty map that refuses keys
  list,     ///< []interface {}
  strings,  ///< []string
  bytes,    ///< []byte
  named,    ///< another type: the argument's own name must be Signature::named
};

/// What a function takes, written as in Go: "string, int", "string, any...".
struct Signature {
  std::array<Param, 8> params{};
  std::uint8_t count = 0;
  bool is_variadic = false;  ///< the last parameter takes any number of arguments
  std::string_view named;    ///< the type of Param::named: "time.Time"

  constexpr Signature() = default;
  constexpr Signature(const char* written) : Signature(std::string_view(written)) {}  // NOLINT
  constexpr explicit Signature(std::string_view written) {
    while (!written.empty()) {
      const std::size_t comma = written.find(',');
      std::string_view word = written.substr(0, comma);
      while (word.starts_with(' ')) word.remove_prefix(1);
      if (word.ends_with("...")) {
        is_variadic = true;
        word.remove_suffix(3);
      }
      params[count++] = param(word);
      if (params[count - 1] == Param::named) named = word;
      written = comma == written.npos ? std::string_view() : written.substr(comma + 1);
    }
  }

  /// The parameters before a variadic one.
  constexpr std::size_t fixed() const { return is_variadic ? count - 1u : count; }

 private:
  static constexpr Param param(std::string_view word) {
    constexpr std::string_view words[] = {"any",   "value", "string",   "int",
                                          "int64", "uint",  "float64",  "bool",
                                          "map",   "[]any", "[]string", "[]byte"};
    for (std::size_t i = 0; i < std::size(words); ++i) {
      if (word == words[i]) return static_cast<Param>(i);
    }
    return Param::named;
  }
};

/// The type as Go's errors name it.
std::string_view param_name(Param param, std::string_view named = {});

/// A function that templates may call. Those of a table are constant and have no state: what they
/// need comes with the Call.
struct Function {
  /// How it is called: most get all their arguments, these only those they need.
  enum class Kind : std::uint8_t { plain, and_, or_, call };

  std::string_view name;
  Signature takes;
  Value (*body)(Call& call) = nullptr;
  Kind kind = Kind::plain;
};

/// Makes the values that a `range` over a func goes through, one after the other.
struct Iterator {
  std::uint8_t values = 1;  ///< 1 for an iter.Seq, 2 for an iter.Seq2
  /// Gives the next values; false at the end.
  bool (*next)(void* state, Value& first, Value& second) = nullptr;
  void* state = nullptr;
};

/// A func as a value.
struct Callable {
  std::string_view type;               ///< "func(string) string"
  const Function* function = nullptr;  ///< null for an iterator
  Value self;                          ///< what a method is bound to
  Iterator iterator;
};

/// The type of a list, map or record.
struct TypeInfo {
  std::string_view name;       ///< `map[string]interface {}`, `common.Values`
  Type element = Type::nil;    ///< of a list's or map's elements; nil: interface {}
  std::string_view kind = {};  ///< a record's: "struct" or "ptr"
  const Function* methods = nullptr;
  std::size_t method_count = 0;
  const std::string_view* fields = nullptr;  ///< a record's, in order
  std::size_t field_count = 0;
  const Function* printed = nullptr;  ///< its String() or Error(), where it has one
  /// What its fields are called in JSON, where not as in Go; one that ends with a comma is left out
  /// where it is empty.
  const std::string_view* json_names = nullptr;
  const Function* marshaled = nullptr;  ///< its MarshalJSON(), where what it gives is a string
  /// What stands for it in TOML, without quotes: a part of `marshaled`.
  const Function* in_toml = nullptr;

  const Function* method(std::string_view called) const {
    for (std::size_t i = 0; i < method_count; ++i) {
      if (methods[i].name == called) return methods + i;
    }
    return nullptr;
  }
};

/// The plain types.
inline constexpr TypeInfo map_of_any{"map[string]interface {}"};
inline constexpr TypeInfo map_of_string{"map[string]string", Type::string};
inline constexpr TypeInfo list_of_any{"[]interface {}"};
inline constexpr TypeInfo list_of_string{"[]string", Type::string};
inline constexpr TypeInfo list_of_int{"[]int", Type::int_};

/// A struct of Go's with its fields, in the order of its type.
struct Record {
  const TypeInfo* type = nullptr;
  Value* fields = nullptr;
  void* data = nullptr;  ///< for its methods
};

}  // namespace fairlead::gotemplate
