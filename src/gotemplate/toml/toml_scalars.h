#pragma once
#include <string_view>

#include "gotemplate/toml/toml_cursor.h"
#include "gotemplate/value/heap.h"

namespace fairlead::gotemplate {

/// Reads the strings, numbers, words and dates of a TOML text. Each gives false where the cursor
/// has failed. Strings keep where their bytes were written.
class TomlScalars {
 public:
  TomlScalars(Heap& heap, const BuiltText& text, TomlCursor& cursor)
      : heap_(heap), text_(text), cursor_(cursor) {}

  /// A string whose first quote was read: of several lines where two more follow, if it `may_be`.
  bool string(char32_t quote, bool may_be_long, Value& out);
  /// A number or a date that begins with a digit, which comes next.
  bool number_or_date(Value& out);
  /// A number behind its sign, which was read.
  bool signed_number(Value& out);
  /// A word that begins with the letter that was read: true, false, inf, nan.
  bool word(char32_t first, Value& out);

 private:
  bool one_line(char32_t quote, std::size_t& end);
  bool several_lines(char32_t quote, std::size_t& end);
  bool escape(std::size_t begin, bool in_several_lines);
  bool decoded(std::size_t begin, std::size_t end, TextBuilder& out);
  std::size_t decode_escape(std::size_t at, TextBuilder& out);
  bool based_number(std::size_t begin, std::string_view kind, std::string_view digits, Value& out);
  bool integer(std::size_t begin, Value& out);
  bool floating(std::size_t begin, Value& out);
  bool date(std::size_t begin, Value& out);
  Value traced(const Value& value, std::size_t begin);

  Heap& heap_;
  const BuiltText& text_;
  TomlCursor& cursor_;
};

}  // namespace fairlead::gotemplate
