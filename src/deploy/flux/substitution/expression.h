#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace fairlead::flux {

/// Bytes [begin, end) of a text.
struct Bytes {
  std::uint32_t begin = 0, end = 0;
};

struct Expression;

/// A text between expressions, or an expression.
struct Part {
  std::vector<Bytes> copied;  ///< of a text: what is copied, without the signs that escape others
  std::uint32_t expression = none;  ///< an index into Template::expressions; none: this is a text

  static constexpr std::uint32_t none = 0xffffffffu;
};

/// `${name}`, with all that stands in the braces.
struct Expression {
  Bytes all;              ///< from the `$` to the `}`
  std::string_view name;  ///< of the variable
  std::string_view use;   ///< `:-`, `##`, `//`, `^^` …; "" for the value as it is
  std::vector<Part> arguments;
};

/// A text with expressions, as Flux' envsubst reads it (fluxcd/pkg/envsubst 1.8).
struct Template {
  std::vector<Part> parts;
  std::vector<Expression> expressions;
  std::string_view fault;      ///< why all of it is refused, in Flux' words; "" where it is not
  std::uint32_t fault_at = 0;  ///< where the expression that is wrong begins
};

/// Reads a text, which must outlive what is returned.
Template read_template(std::string_view text);

}  // namespace fairlead::flux
