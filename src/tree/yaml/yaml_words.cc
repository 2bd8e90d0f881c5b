#include "tree/yaml/yaml_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tree/yaml/yaml_case.h"
#include "tree/yaml/yaml_trial.h"

namespace fairlead {
namespace {

std::size_t line_number(std::string_view text, std::size_t at) {
  const auto breaks = std::ranges::count(text.substr(0, at), '\n');
  return 1 + static_cast<std::size_t>(breaks);
}

/// A quoted text that runs over several lines right before something unexpected: its closing quote
/// is missing, and the next opening one was taken for it.
std::optional<Problem> runaway_quote(const YamlCase& c) {
  const Span quoted = c.failure.last_scalar;
  if (quoted.empty() || quoted.end > c.failure.at) return std::nullopt;
  const char quote = c.byte(quoted.begin);
  if (quote != '"' && quote != '\'') return std::nullopt;
  if (c.of(quoted).find('\n') == std::string_view::npos) return std::nullopt;
  const std::string_view between = c.text.substr(quoted.end, c.failure.at - quoted.end);
  if (between.find('\n') != std::string_view::npos) return std::nullopt;
  return c.problem(
      c.span(quoted.begin, quoted.begin + 1),
      fmt::format("the quote `{}` that opens here is closed only in line {}: close it where "
                  "the text ends",
                  quote, line_number(c.text, quoted.end)),
      {c.span(quoted.end - 1, quoted.end)});
}

/// A `:` of a key with its value right behind it. A space there may be only the first of two
/// mistakes, so the advice is tried before it is given.
Problem colon_without_space(const YamlCase& c, Span line, std::size_t colon) {
  const std::string_view text = c.of(line);
  const std::string_view value = text.substr(colon + 1);
  const Span at = c.span(line.begin + colon, line.begin + colon + 1);
  if (value[0] == '-' && is_space_or_end(value, 1)) {
    return c.problem(
        at, "a list cannot begin on the line of its key: begin it on a line of its own, below");
  }
  const bool goes_on = value[0] == '{' || value[0] == '[';  // on other lines, perhaps
  const std::string mended = fmt::format("{}: {}", text.substr(0, colon), value);
  if (goes_on || is_yaml(mended))
    return c.problem(at, "a space is missing after the `:` of a key: write `: `");
  return c.problem(at,
                   "a space is missing after the `:` of a key, and its value needs quotes: write "
                   "`: ` and put all that follows in quotes");
}

Problem line_without_colon(const YamlCase& c, std::size_t at) {
  const Span line = c.rest(at);
  const std::size_t colon = c.of(line).find(':');
  const bool key = colon != std::string_view::npos && colon + 1 < line.size() &&
                   !c.of(line).substr(colon).starts_with("://");
  if (key) return colon_without_space(c, line, colon);
  return c.problem(
      line, "a key without `: `: add it, or indent the line if it continues the text above it");
}

Problem missing_colon(const YamlCase& c) {
  constexpr std::size_t longest_key = 1024;
  const Span line = c.rest(c.failure.context_at);
  if (line.size() <= longest_key) return line_without_colon(c, c.failure.context_at);
  return c.problem(
      c.word(line.begin),
      "no `: ` within the 1,024 characters that a key may have: indent the line or put the "
      "text in a block with `|` if it is no key");
}

Problem values_not_allowed(const YamlCase& c) {
  const std::string_view before = c.before(c.failure.at);
  const std::size_t first = find_unquoted(before, ": ");
  if (first != std::string_view::npos) {
    const std::size_t line = c.failure.at - before.size();
    return c.problem(
        c.rest(line + std::min(before.find_first_not_of(" \t", first + 1), before.size())),
        "`: ` inside a value without quotes: put the whole value in quotes");
  }
  const std::size_t key =
      c.failure.at - before.size() + std::min(before.find_first_not_of(" \t"), before.size());
  const std::size_t above = c.line_above(key);
  const Span line_above = c.rest(above);
  if (above < key && find_unquoted(c.of(line_above), ": ") == std::string_view::npos) {
    return line_without_colon(c, above);
  }
  return c.problem(
      c.span(key, c.failure.at),
      "a key that is indented further than the line above allows, whose value is complete: "
      "align it with the other keys",
      {line_above});
}

Problem after_value(const YamlCase& c) {
  if (c.here() == ']' || c.here() == '}') {
    return c.problem(c.span(c.failure.at, c.failure.at + 1),
                     fmt::format("`{}` closes nothing that was opened: remove it", c.here()));
  }
  const Span scalar = c.failure.last_scalar;
  const bool after_quote = !scalar.empty() && scalar.end <= c.failure.at &&
                           c.before(c.failure.at).size() >= c.failure.at - scalar.end;
  const char quote = after_quote ? c.byte(scalar.begin) : '\0';
  const Span rest = c.rest(c.failure.at);
  if (quote == '\'') {
    return c.problem(rest,
                     "text after a closing quote: inside single quotes write `''` for a quote");
  }
  if (quote == '"') {
    return c.problem(rest,
                     "text after a closing quote: inside double quotes write `\\\"` for a quote");
  }
  return c.problem(
      rest, "text after a value that is complete: put all of it in quotes if it is one value");
}

Problem bad_line(const YamlCase& c, bool in_list) {
  if (auto quote = runaway_quote(c)) return *quote;
  if (c.here() == '\t') return yaml_scalar_words::tab(c);
  if (!c.starts_line(c.failure.at)) return after_value(c);
  const bool item = c.here() == '-' && is_space_or_end(c.text, c.failure.at + 1);
  const Span rest = c.rest(c.failure.at);
  if (in_list && !item) {
    return c.problem(rest,
                     "a list item is expected here: begin the line with `- `, or indent it if it "
                     "belongs to the item above");
  }
  if (!in_list && item) {
    return c.problem(rest,
                     "a list item among the keys of a mapping: align it with the other items, or "
                     "indent it under its key");
  }
  return c.problem(rest, "indented like nothing above: align it with the line that it belongs to");
}

Problem bad_mapping(const YamlCase& c) { return bad_line(c, false); }
Problem bad_list(const YamlCase& c) { return bad_line(c, true); }

Problem not_closed(const YamlCase& c, std::size_t open) {
  return c.problem(
      c.span(open, open + 1),
      fmt::format("`{}` is never closed: add `{}`", c.byte(open), c.byte(open) == '{' ? '}' : ']'));
}

Problem unclosed_bracket(const YamlCase& c) {
  if (auto quote = runaway_quote(c)) return *quote;
  const std::size_t open = c.failure.context_at;
  if (c.here() == '{' && c.before(c.failure.at).ends_with('$'))
    return template_problem({c.source, c.failure.at - 1, c.word(c.failure.at).end});
  const char close = c.byte(open) == '{' ? '}' : ']';
  const Span last = c.failure.last_scalar;
  const bool runs_on = c.here() == ':' && c.of(last).find('\n') != std::string_view::npos;
  if (runs_on &&
      c.text.substr(0, c.chunk.end).find(close, c.failure.at) != std::string_view::npos) {
    return c.problem(c.rest(last.begin), "a comma is missing at the end of this line",
                     {c.span(open, open + 1)});
  }
  if (c.at_end() || c.starts_line(c.failure.at) || runs_on) return not_closed(c, open);
  return c.problem(
      c.word(c.failure.at),
      fmt::format("`,` or `{}` is expected here: separate the values with commas, and put text "
                  "with brackets, braces or commas in quotes",
                  close),
      {c.span(open, open + 1)});
}

Problem missing_value(const YamlCase& c) {
  if (c.failure.open_bracket && c.at_end()) return not_closed(c, *c.failure.open_bracket);
  if (c.at_end()) return c.problem(c.word(c.failure.context_at), "a value is missing after this");
  return c.problem(
      c.span(c.failure.at, c.failure.at + 1),
      fmt::format("`{}` where a value is expected: put the value in quotes if it is text",
                  c.here()));
}

Problem second_value(const YamlCase& c) {
  if (auto quote = runaway_quote(c)) return *quote;
  return c.problem(c.rest(c.failure.at),
                   "a document is one value, and this stands after its end: put `---` before it");
}

Problem inline_list(const YamlCase& c) {
  return c.problem(
      c.rest(c.failure.at),
      "a list cannot begin on the line of its key: begin it on a line of its own, or put the "
      "value in quotes if it is text");
}

Problem inline_key(const YamlCase& c) {
  return c.problem(c.rest(c.failure.at),
                   "`? ` begins a key here: put the value in quotes if it is text");
}

Problem flow_colon(const YamlCase& c) {
  return c.problem(c.span(c.failure.at, c.failure.at + 1),
                   "a space is missing after the `:` of a key: write `: `, or put all of it in "
                   "quotes if it is one value");
}

/// What git leaves where two sides of a merge do not fit.
std::optional<Problem> conflict(const YamlCase& c) {
  for (const std::string_view mark : {"<<<<<<< ", ">>>>>>> "}) {
    for (std::size_t at = c.chunk.body; at < c.chunk.end; at = line_end(c.text, at) + 1) {
      if (!c.text.substr(at).starts_with(mark)) continue;
      return c.problem(c.rest(at),
                       "git left a conflict here: keep one of its two sides, and delete the lines "
                       "that begin with `<<<<<<<`, `=======` and `>>>>>>>`");
    }
  }
  return std::nullopt;
}

struct Wording {
  std::string_view problem;  // libyaml's words begin so
  std::string_view context;  // contained in its context; "" fits all
  ExplainYaml explain;
};

/// libyaml 0.2.5's complaints. The first that fits is taken.
constexpr std::array wordings = {
    Wording{"could not find expected ':'", "", missing_colon},
    Wording{"mapping values are not allowed", "", values_not_allowed},
    Wording{"did not find expected key", "", bad_mapping},
    Wording{"did not find expected '-' indicator", "", bad_list},
    Wording{"did not find expected ',' or", "", unclosed_bracket},
    Wording{"did not find expected node content", "", missing_value},
    Wording{"found character that cannot start", "", yaml_scalar_words::bad_start},
    Wording{"found unexpected end of stream", "", yaml_scalar_words::unclosed_quote},
    Wording{"found unexpected document indicator", "", yaml_scalar_words::unclosed_quote},
    Wording{"found unknown escape character", "", yaml_scalar_words::bad_escape},
    Wording{"did not find expected hexdecimal", "", yaml_scalar_words::bad_code},
    Wording{"found invalid Unicode", "", yaml_scalar_words::bad_code},
    Wording{"did not find expected comment or line break", "block scalar",
            yaml_scalar_words::block_header},
    Wording{"found an indentation indicator equal to 0", "", yaml_scalar_words::zero_indent},
    Wording{"found a tab character", "", yaml_scalar_words::tab},
    Wording{"did not find expected alphabetic or numeric", "", yaml_scalar_words::bad_name},
    Wording{"found undefined tag handle", "", yaml_scalar_words::unknown_handle},
    Wording{"", "directive", yaml_scalar_words::bad_directive},
    Wording{"found duplicate %", "", yaml_scalar_words::bad_directive},
    Wording{"found incompatible YAML", "", yaml_scalar_words::bad_directive},
    Wording{"did not find expected <document start>", "", second_value},
    Wording{"block sequence entries are not allowed", "", inline_list},
    Wording{"mapping keys are not allowed", "", inline_key},
    Wording{"found unexpected ':'", "", flow_colon},
    Wording{"", " tag", yaml_scalar_words::bad_tag},
};

}  // namespace

Problem explain_failure(std::string_view text, SourceId source, const YamlChunk& chunk,
                        const YamlFailure& failure) {
  const YamlCase c = {text, source, chunk, failure};
  if (auto left = conflict(c)) return *left;
  for (const Wording& wording : wordings) {
    if (failure.problem.starts_with(wording.problem) &&
        failure.context.find(wording.context) != std::string_view::npos) {
      return wording.explain(c);
    }
  }
  return c.problem(c.rest(failure.at),
                   "the document cannot be read from here on: look at indentation and quotes");
}

}  // namespace fairlead
