#include "report/machine/json_writer.h"

#include "report/inert.h"

namespace fairlead {
namespace {

/// `\u00ab`; only code points of the basic plane are escaped.
void escape(std::string& literal, char32_t point) {
  fmt::format_to(std::back_inserter(literal), "\\u{:04x}", static_cast<unsigned>(point));
}

}  // namespace

std::string json_literal(std::string_view text) {
  std::string literal = "\"";
  literal.reserve(text.size() + 2);
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    if (log_command_begin(text) > 0) {
      literal += '#';
      escape(literal, U'#');
      text.remove_prefix(2);
      continue;
    }
    if (point.value == U'"' || point.value == U'\\') {
      literal += {'\\', text.front()};
    } else if (point.value == U'\n') {
      literal += "\\n";
    } else if (is_control(point.value)) {
      escape(literal, point.value);
    } else {
      literal += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  return literal + '"';
}

}  // namespace fairlead
