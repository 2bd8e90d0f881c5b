#include <fmt/core.h>

#include "tree/yaml/yaml_case.h"

namespace fairlead::yaml_scalar_words {

Problem tab(const YamlCase& c) {
  std::size_t begin = c.failure.at;
  while (c.byte(begin) == ' ') ++begin;
  std::size_t end = begin;
  while (c.byte(end) == '\t') ++end;
  return c.problem(c.span(begin, end),
                   "a tab is used as indentation: YAML allows spaces only, replace it by spaces");
}

Problem bad_start(const YamlCase& c) {
  if (c.here() == '\t') return tab(c);
  const std::string sign = c.here() == '`' ? "a back-quote" : fmt::format("`{}`", c.here());
  return c.problem(
      c.rest(c.failure.at),
      fmt::format("a value cannot begin with {}: put the whole value in quotes", sign));
}

Problem unclosed_quote(const YamlCase& c) {
  const std::size_t at = c.failure.context_at;
  return c.problem(
      c.span(at, at + 1),
      fmt::format("the quote `{0}` that opens here is never closed: add `{0}` where the text "
                  "ends",
                  c.byte(at)));
}

Problem bad_escape(const YamlCase& c) {
  return c.problem(
      c.span(c.failure.at, c.failure.at + 2),
      "no escape that double quotes know: write `\\\\` for a backslash, or use single quotes");
}

Problem bad_code(const YamlCase& c) {
  std::size_t begin = c.failure.at;
  while (begin > c.failure.context_at && c.byte(begin) != '\\') --begin;
  const char letter = c.byte(begin + 1);
  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
  return c.problem(
      c.span(begin, std::min<std::size_t>(begin + 2 + digits, c.rest(begin).end)),
      "no character: `\\x` takes 2 hexadecimal digits, `\\u` 4 and `\\U` 8, and none of them "
      "may be half of a surrogate pair");
}

Problem block_header(const YamlCase& c) {
  return c.problem(
      c.rest(c.failure.at),
      fmt::format("nothing but a comment may follow `{}` on its line: begin the text on the "
                  "next line",
                  c.byte(c.failure.context_at)));
}

Problem zero_indent(const YamlCase& c) {
  return c.problem(c.word(c.failure.context_at),
                   fmt::format("an indentation of 0 after `{}`: give 1 to 9, or leave it out",
                               c.byte(c.failure.context_at)));
}

Problem bad_name(const YamlCase& c) {
  const char sign = c.byte(c.failure.context_at);
  return c.problem(
      c.word(c.failure.context_at),
      fmt::format("`{}` begins {} here and needs a name of letters and digits: put the value "
                  "in quotes if it is text",
                  sign, sign == '*' ? "an alias" : "an anchor"));
}

Problem bad_tag(const YamlCase& c) {
  return c.problem(
      c.word(c.failure.context_at),
      "`!` begins a tag here, and this is none: put the value in quotes if it is text");
}

Problem unknown_handle(const YamlCase& c) {
  return c.problem(
      c.word(c.failure.at),
      "no `%TAG` line declares the handle of this tag: put the value in quotes if it is text");
}

Problem bad_directive(const YamlCase& c) {
  return c.problem(
      c.rest(c.failure.context_at),
      "`%` in the first column begins a directive, `%YAML 1.1` or `%TAG`, each once and before "
      "`---`: put the value in quotes if it is text");
}

}  // namespace fairlead::yaml_scalar_words
