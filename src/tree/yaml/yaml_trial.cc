#include "tree/yaml/yaml_trial.h"

#include <yaml.h>

namespace fairlead {

bool is_yaml(std::string_view text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) != 1) return false;
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
  bool good = true;
  for (bool more = true; more;) {
    yaml_event_t event;
    good = yaml_parser_parse(&parser, &event) == 1;
    more = good && event.type != YAML_STREAM_END_EVENT;
    if (good) yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return good;
}

}  // namespace fairlead
