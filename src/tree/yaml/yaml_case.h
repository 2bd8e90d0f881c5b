#pragma once
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tree/yaml/yaml_words.h"

namespace fairlead {

/// A failure and the text around it, as the explanations of yaml_words*.cc look at it.
///
/// Their messages never repeat what is written there but for a single sign: without a tree nobody
/// knows which part of it is a credential.
struct YamlCase {
  std::string_view text;
  SourceId source;
  const YamlChunk& chunk;
  const YamlFailure& failure;

  char byte(std::size_t at) const { return at < chunk.end ? text[at] : '\0'; }
  char here() const { return byte(failure.at); }
  Span span(std::size_t begin, std::size_t end) const {
    const auto offset = [&](std::size_t at) {
      return static_cast<std::uint32_t>(std::clamp<std::size_t>(at, chunk.begin, chunk.end));
    };
    return {source, offset(begin), offset(std::max(begin, end))};
  }
  std::string_view of(Span at) const { return text.substr(at.begin, at.size()); }
  /// From `at` to the next space.
  Span word(std::size_t at) const {
    std::size_t end = at;
    while (end < chunk.end && !is_space_or_end(text, end)) ++end;
    return span(at, end);
  }
  /// From `at` to the end of its line, without a comment and trailing blanks.
  Span rest(std::size_t at) const {
    const std::size_t line = std::min<std::size_t>(line_end(text, at), chunk.end);
    const std::string_view written = text.substr(at, line - at);
    std::size_t size = std::min(find_unquoted(written, " #"), written.size());
    while (size > 0 && is_blank(written[size - 1])) --size;
    return span(at, at + size);
  }
  /// What stands before `at` on its line.
  std::string_view before(std::size_t at) const {
    const std::size_t begin = std::max<std::size_t>(line_begin(text, at), chunk.body);
    return text.substr(begin, at - begin);
  }
  bool starts_line(std::size_t at) const {
    return before(at).find_first_not_of(" \t") == std::string_view::npos;
  }
  /// The last line before that of `at` that has something on it; its first sign that is no blank.
  std::size_t line_above(std::size_t at) const {
    std::size_t line = std::max<std::size_t>(line_begin(text, at), chunk.body);
    while (line > chunk.body) {
      line = std::max<std::size_t>(line_begin(text, line - 1), chunk.body);
      const std::size_t first = text.find_first_not_of(" \t", line);
      if (first < chunk.end && break_size(text, first) == 0 && text[first] != '#') return first;
    }
    return chunk.body;
  }
  bool at_end() const { return skip_space(text, failure.at, chunk.end) >= chunk.end; }

  Problem problem(Span at, std::string message, std::vector<Span> related = {}) const {
    return {ProblemKind::yaml_syntax, at, std::move(message), std::move(related)};
  }
};

using ExplainYaml = Problem (*)(const YamlCase&);

/// Mistakes inside one scalar, alias, tag or directive.
namespace yaml_scalar_words {
Problem bad_start(const YamlCase& c);
Problem unclosed_quote(const YamlCase& c);
Problem bad_escape(const YamlCase& c);
Problem bad_code(const YamlCase& c);
Problem block_header(const YamlCase& c);
Problem zero_indent(const YamlCase& c);
Problem tab(const YamlCase& c);
Problem bad_name(const YamlCase& c);
Problem bad_tag(const YamlCase& c);
Problem unknown_handle(const YamlCase& c);
Problem bad_directive(const YamlCase& c);
}  // namespace yaml_scalar_words

}  // namespace fairlead
