#include "tree/yaml/yaml_refusal.h"

#include <fmt/core.h>
#include <yaml.h>

namespace fairlead {
namespace {

/// go-yaml counts lines from 0 and says one more for what its scanner found only.
std::string words(const yaml_parser_t& parser) {
  const std::size_t mark =
      parser.context_mark.line != 0 ? parser.context_mark.line : parser.problem_mark.line;
  const std::size_t line = mark + (parser.error == YAML_SCANNER_ERROR ? 1 : 0);
  const std::string_view problem =
      parser.problem ? parser.problem : "unknown problem parsing YAML content";
  if (mark == 0) return fmt::format("yaml: {}", problem);
  return fmt::format("yaml: line {}: {}", line, problem);
}

}  // namespace

std::string yaml_refusal(std::string_view text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) != 1) return {};
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
  std::string why;
  for (bool more = true; more;) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) != 1) {
      why = words(parser);
      break;
    }
    more = event.type != YAML_DOCUMENT_END_EVENT && event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return why;
}

}  // namespace fairlead
