#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fairlead {

/// What stands in the place of a variable.
enum class VariableUse : std::uint8_t {
  plain,      ///< `$X`, `${X}`
  otherwise,  ///< `${X-word}`: the word where there is no value
  required,   ///< `${X?words}`: an error where there is no value
  instead     ///< `${X+word}`: the word where there is a value
};

/// A part of a text with variables, as compose reads it.
struct TemplatePart {
  enum class Kind : std::uint8_t {
    text,
    dollar,  ///< `$$`
    variable,
    refused,  ///< `${` without a variable behind it: compose refuses the text
  };
  Kind kind = Kind::text;
  std::size_t begin = 0, end = 0;  ///< its bytes
  std::string_view name;           ///< of a variable
  VariableUse use = VariableUse::plain;
  bool needs_text = false;  ///< written with a colon: an empty value counts as none
  std::size_t word_begin = 0, word_end = 0;  ///< the bytes behind the operator
};

/// The parts of a text, in order and without holes. A `$` that compose leaves alone is text. Linear
/// in the text's length.
std::vector<TemplatePart> template_parts(std::string_view text);

}  // namespace fairlead
