#include "tree/yaml/yaml_refusal.h"

#include <fmt/core.h>
#include <yaml.h>

#include <algorithm>
#include <set>
#include <vector>

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

/// Names of anchors, and what go-yaml says of an alias that it cannot follow.
class Anchors {
 public:
  /// "" where the event is fine.
  std::string refuse(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        known_.insert(text(event.data.scalar.anchor));
        return {};
      case YAML_SEQUENCE_START_EVENT:
        return open(text(event.data.sequence_start.anchor));
      case YAML_MAPPING_START_EVENT:
        return open(text(event.data.mapping_start.anchor));
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        open_.pop_back();
        return {};
      case YAML_ALIAS_EVENT:
        return follow(text(event.data.alias.anchor));
      default:
        return {};
    }
  }

  /// What is only found when the document is made of its nodes.
  const std::string& late() const { return late_; }

 private:
  static std::string text(const yaml_char_t* name) {
    return name ? std::string(reinterpret_cast<const char*>(name)) : std::string();
  }

  std::string open(std::string name) {
    known_.insert(name);
    open_.push_back(std::move(name));
    return {};
  }

  std::string follow(const std::string& name) {
    if (!known_.contains(name)) return fmt::format("yaml: unknown anchor '{}' referenced", name);
    if (late_.empty() && std::ranges::find(open_, name) != open_.end())
      late_ = fmt::format("yaml: anchor '{}' value contains itself", name);
    return {};
  }

  std::set<std::string> known_;
  std::vector<std::string> open_;  // of the collections around
  std::string late_;
};

/// The byte at which a character stands: libyaml counts characters, a byte order mark among them
/// where it is told the encoding.
std::size_t byte_of(std::string_view text, std::size_t character) {
  std::size_t at = 0;
  const auto follows = [&] { return at < text.size() && (text[at] & 0xc0) == 0x80; };
  for (; character > 0 && at < text.size(); --character)
    for (++at; follows();) ++at;
  return at;
}

YamlVerdict judge(yaml_parser_t& parser, std::string_view text) {
  Anchors anchors;
  for (;;) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) != 1) return {words(parser)};
    const auto type = event.type;
    const std::size_t at = event.start_mark.index;
    std::string why = anchors.refuse(event);
    yaml_event_delete(&event);
    if (!why.empty()) return {std::move(why)};
    if (type == YAML_DOCUMENT_END_EVENT) return {anchors.late(), byte_of(text, at)};
    if (type == YAML_STREAM_END_EVENT) return {{}, text.size()};
  }
}

}  // namespace

YamlVerdict judge_yaml(std::string_view text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) != 1) return {};
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
  YamlVerdict verdict = judge(parser, text);
  yaml_parser_delete(&parser);
  return verdict;
}

}  // namespace fairlead
