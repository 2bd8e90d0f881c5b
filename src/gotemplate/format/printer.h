#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "gotemplate/strconv/quote.h"
#include "gotemplate/value/heap.h"
#include "gotemplate/value/value.h"
#include "source/text_builder.h"

namespace fairlead::gotemplate {

/// Appends `text` inside of `quote`s as Go's %q writes it; the bytes that stand as they are keep
/// their origins.
void put_quoted(const BuiltText& text, char quote, Letters letters, TextBuilder& out);

/// Go's fmt: print, println and printf, onto a text. What is copied keeps where it was written,
/// what is made of a number has the number's origin.
class Printer {
 public:
  Printer(Heap& heap, TextBuilder& out) : heap_(heap), out_(out) {}

  /// With a space between two values of which neither is a string.
  void print(std::span<const Value> values);
  /// With spaces between all, and a line break.
  void print_line(std::span<const Value> values);
  void print(const BuiltText& format, std::span<const Value> values);
  /// One value as %v writes it; one that is not valid as nil.
  void print(const Value& value) { argument(value, 'v'); }

 private:
  struct Flags {
    bool sharp = false, zero = false, plus = false, minus = false, space = false;
    bool plus_v = false, sharp_v = false;  ///< of %+v and %#v
    bool has_width = false, has_precision = false;
    int width = 0, precision = 0;
  };

  // One directive of a format, from behind its `%`.
  struct Directive;
  bool short_directive(Directive& at);
  void long_directive(Directive& at);
  void argument_index(Directive& at);
  void width(Directive& at);
  void precision(Directive& at);
  void extra(std::span<const Value> values);
  void for_verb_v();

  void argument(const Value& value, char32_t verb);
  void nested(const Value& value, char32_t verb, std::uint32_t depth);
  void begin(std::string_view sign, const Value& container);
  void list(const Value& value, char32_t verb, std::uint32_t depth);
  void map(const Value& value, char32_t verb, std::uint32_t depth);
  void record(const Value& value, char32_t verb, std::uint32_t depth);
  bool stringer(const Value& value, char32_t verb);
  void pointer(const Value& value, char32_t verb);
  void wrong_verb(const Value& value, char32_t verb);
  void complain(const Value& about);

  void boolean(const Value& value, char32_t verb);
  void integer(const Value& value, char32_t verb);
  void integer(std::uint64_t size, bool negative, int base, char32_t verb, const Value& from);
  void unicode(const Value& value);
  void rune(const Value& value, char32_t verb);
  void floating(const Value& value, char32_t verb);
  void floating(double number, char verb, int precision, int bits, const Value& from);
  void complex(const Value& value, char32_t verb);
  void string(const Value& value, char32_t verb);
  void bytes(const Value& value, char32_t verb);
  void decimal(const Value& value);
  void hexadecimal(const Value& value, bool capital);
  void quoted(const BuiltText& text);
  BuiltText cut(const BuiltText& text) const;

  /// Bytes that nobody wrote, there because of a value.
  void put(std::string_view text, const Value& why);
  void put(std::string_view text) { put(text, Value()); }
  void put(char32_t rune);
  /// What was made of a value.
  void put_made(std::string_view text, const Value& from);
  bool has_room(std::uint64_t bytes);
  void padding(int width);
  void pad(std::string_view text, const Value& from);
  void pad(const BuiltText& text);

  // The format, and the bytes of it that are being followed.
  struct Verb {
    const BuiltText* format = nullptr;
    std::size_t begin = 0, end = 0;
  };

  Heap& heap_;
  TextBuilder& out_;
  Flags flags_;
  Verb verb_;
};

}  // namespace fairlead::gotemplate
