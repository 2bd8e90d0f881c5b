#include "report/ci/xml.h"

#include <fmt/format.h>

#include "report/inert.h"

namespace fairlead {
namespace {

bool is_xml(char32_t point) {
  if (point < 0x20) return point == '\t' || point == '\n' || point == '\r';
  return point != 0xFFFE && point != 0xFFFF;
}

std::string_view entity(char32_t point) {
  switch (point) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    default:
      return {};
  }
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = next_code_point(text);
    if (log_command_begin(text) > 0) {
      result += "#&#35;";
      text.remove_prefix(2);
      continue;
    }
    const std::string_view named = entity(point.value);
    if (!named.empty())
      result += named;
    else if (!is_xml(point.value))
      result += control_escape(point.value);
    else if (is_control(point.value))
      result += fmt::format("&#{};", static_cast<unsigned>(point.value));
    else if (point.value == 0xFFFD)
      result += well_formed(text.substr(0, point.length));
    else
      result += text.substr(0, point.length);
    text.remove_prefix(point.length);
  }
  return result;
}

}  // namespace fairlead
