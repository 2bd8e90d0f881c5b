#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emit/key_order.h"
#include "emit/traced_text.h"

namespace fairlead::emit {

/// Where a scalar stands.
struct ScalarPlace {
  bool is_simple_key = false;  ///< before its `:` in one line
  std::size_t indent = 0;      ///< of the lines that follow its first
};

/// Writes tokens and scalars as go-yaml's emitter does. It knows its column, and whether a blank or
/// a line break must come first.
class YamlOutput {
 public:
  YamlOutput(Version version, TextBuilder& out) : version_(version), out_(out) {}

  /// A dash, a colon and the like. `begins_line`: what follows may stand in the same line as if the
  /// line began there.
  void indicator(std::string_view text, bool after_blank, bool begins_line = false);
  /// Begins a line that is indented so far, unless that is where it stands.
  void line(std::size_t indent);
  /// A value that is no string, never quoted.
  void plain(std::string_view text, OriginId origin);
  void string(const BuiltText& text, const ScalarPlace& place);
  /// Whether nothing but indentation stands in the line yet.
  bool at_indentation() const { return at_indentation_; }

  /// Whether a string as a key can stand in one line with its value.
  bool is_simple_key(std::string_view text) const;

 private:
  std::size_t width() const;
  void blank();
  void end_line();
  void fold(const BuiltText& text, std::size_t at, std::size_t indent);
  void binary(const BuiltText& text, const ScalarPlace& place);
  void styled(const BuiltText& text, const ScalarPlace& place, bool may_be_plain);
  void unquoted(const BuiltText& text, const ScalarPlace& place);
  void empty(const BuiltText& text, std::string_view quote);
  void single_quoted(const BuiltText& text, const ScalarPlace& place);
  void double_quoted(const BuiltText& text, const ScalarPlace& place);
  void literal(const BuiltText& text, const ScalarPlace& place);
  void literal_header(std::string_view text);
  void escape(const BuiltText& text, std::size_t at, std::uint32_t code);

  Version version_;
  TracedText out_;
  std::size_t column_ = 0;  // in characters
  bool after_blank_ = true;
  bool at_indentation_ = true;
};

}  // namespace fairlead::emit
