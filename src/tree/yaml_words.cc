#include "tree/yaml_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace fairlead {
namespace {

struct Case {
  std::string_view text;
  SourceId source;
  const YamlChunk& chunk;
  const YamlFailure& failure;

  Span span(std::size_t begin, std::size_t end) const {
    const auto limit = [&](std::size_t at) {
      return static_cast<std::uint32_t>(std::clamp<std::size_t>(at, chunk.begin, chunk.end));
    };
    return {source, limit(begin), limit(std::max(begin, end))};
  }
  /// From `at` to the next space.
  Span word(std::size_t at) const {
    std::size_t end = at;
    while (end < chunk.end && !is_space_or_end(text, end)) ++end;
    return span(at, end);
  }
  std::string_view of(Span at) const { return text.substr(at.begin, at.size()); }
  /// The rest of the line from `at` on, without trailing blanks.
  Span rest(std::size_t at) const {
    std::size_t end = std::min<std::size_t>(line_end(text, at), chunk.end);
    while (end > at && is_blank(text[end - 1])) --end;
    return span(at, end);
  }
  bool starts_line(std::size_t at) const {
    const std::size_t begin = std::max<std::size_t>(line_begin(text, at), chunk.begin);
    return text.substr(begin, at - begin).find_first_not_of(" \t") == std::string_view::npos;
  }
  bool at_end() const { return skip_space(text, failure.at, chunk.end) >= chunk.end; }
  char byte(std::size_t at) const { return at < chunk.end ? text[at] : '\0'; }
  char here() const { return byte(failure.at); }

  Problem problem(Span at, std::string message, std::vector<Span> related = {}) const {
    return {ProblemKind::yaml_syntax, at, std::move(message), std::move(related)};
  }
};

std::size_t line_number(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
}

Problem tab(const Case& c, std::size_t at) {
  std::size_t end = at;
  while (end < c.chunk.end && c.byte(end) == '\t') ++end;
  return c.problem(c.span(at, end),
                   "a tab is used as indentation: YAML allows spaces only, replace it by spaces");
}

/// A quoted text that runs over several lines before something unexpected: its end is missing, and
/// the next quote was taken for it.
std::optional<Problem> runaway_quote(const Case& c) {
  const Span quoted = c.failure.last_scalar;
  if (quoted.empty() || quoted.end > c.failure.at) return std::nullopt;
  const char quote = c.byte(quoted.begin);
  const std::string_view written = c.of(quoted);
  if ((quote != '"' && quote != '\'') || written.find('\n') == std::string_view::npos)
    return std::nullopt;
  const std::string_view between = c.text.substr(quoted.end, c.failure.at - quoted.end);
  if (between.find('\n') != std::string_view::npos) return std::nullopt;
  return c.problem(
      c.span(quoted.begin, quoted.begin + 1),
      fmt::format("the quote `{}` is closed only in line {}: close it where the text ends", quote,
                  line_number(c.text, quoted.end)),
      {c.span(quoted.end - 1, quoted.end)});
}

Problem unclosed_quote(const Case& c) {
  const std::size_t at = c.failure.context_at;
  return c.problem(
      c.span(at, at + 1),
      fmt::format("the quote `{}` that opens here is never closed: add `{}` where the text "
                  "ends",
                  c.byte(at), c.byte(at)));
}

Problem missing_colon(const Case& c) {
  const Span line = c.rest(c.failure.context_at);
  constexpr std::size_t longest_key = 1024;
  if (line.size() > longest_key) {
    return c.problem(
        c.word(line.begin),
        "no `: ` within the 1,024 characters that a key may have: if this is text, indent it "
        "or put it in a block with `|`");
  }
  const std::size_t colon = c.of(line).find(':');
  if (colon != std::string_view::npos) {
    return c.problem(c.span(line.begin + colon, line.begin + colon + 1),
                     "a key's `:` needs a space after it: write `: `");
  }
  return c.problem(
      line, fmt::format("`{}` is no key, a `: ` is missing: add it, or indent the line if it "
                        "continues the text above",
                        excerpt(c.of(line))));
}

Problem values_not_allowed(const Case& c) {
  const std::size_t begin = std::max<std::size_t>(line_begin(c.text, c.failure.at), c.chunk.begin);
  const std::string_view before = c.text.substr(begin, c.failure.at - begin);
  const std::size_t first = before.find(": ");
  if (first != std::string_view::npos) {
    const Span value = c.rest(begin + before.find_first_not_of(" \t", first + 1));
    return c.problem(value,
                     fmt::format("`: ` inside an unquoted value: put the whole value in quotes, "
                                 "`\"{}\"`",
                                 excerpt(c.of(value))));
  }
  const std::size_t key = begin + std::min(before.find_first_not_of(" \t"), before.size());
  return c.problem(
      c.span(key, c.failure.at),
      fmt::format("key `{}` is indented further than the line above allows: the value there "
                  "is complete, align this key with its siblings",
                  excerpt(c.text.substr(key, c.failure.at - key))));
}

Problem after_value(const Case& c) {
  const Span rest = c.rest(c.failure.at);
  if (c.here() == ']' || c.here() == '}') {
    return c.problem(c.span(rest.begin, rest.begin + 1),
                     fmt::format("`{}` closes nothing that was opened: remove it", c.here()));
  }
  const char last = c.failure.at > c.chunk.begin ? c.byte(c.failure.at - 1) : '\0';
  const Span scalar = c.failure.last_scalar;
  const bool single = !scalar.empty() && c.byte(scalar.begin) == '\'' && scalar.end <= c.failure.at;
  if (single && (last == '\'' || scalar.end == c.failure.at)) {
    return c.problem(rest,
                     fmt::format("`{}` stands after the closing quote: inside single quotes write "
                                 "`''` for a quote",
                                 excerpt(c.of(rest))));
  }
  return c.problem(
      rest, fmt::format("`{}` stands after a value that is complete: put the whole in quotes, "
                        "or start a new line",
                        excerpt(c.of(rest))));
}

Problem bad_line(const Case& c, bool in_list) {
  if (auto quote = runaway_quote(c)) return *quote;
  if (c.here() == '\t') return tab(c, c.failure.at);
  if (!c.starts_line(c.failure.at)) return after_value(c);
  const Span rest = c.rest(c.failure.at);
  const bool item = c.here() == '-' && is_space_or_end(c.text, c.failure.at + 1);
  if (in_list && !item) {
    return c.problem(rest, fmt::format("`{}` stands where the list expects a `- `: indent it if it "
                                       "belongs to the item above",
                                       excerpt(c.of(rest))));
  }
  if (!in_list && item) {
    return c.problem(rest,
                     fmt::format("`{}` is a list item among the keys of a mapping: indent it under "
                                 "its key, or remove the `- `",
                                 excerpt(c.of(rest))));
  }
  return c.problem(rest,
                   fmt::format("`{}` is indented like nothing above it: align it with its siblings",
                               excerpt(c.of(rest))));
}

Problem bad_mapping(const Case& c) { return bad_line(c, false); }
Problem bad_list(const Case& c) { return bad_line(c, true); }

Problem unclosed_bracket(const Case& c) {
  if (auto quote = runaway_quote(c)) return *quote;
  const std::size_t open = c.failure.context_at;
  const char close = c.byte(open) == '{' ? '}' : ']';
  const Span bracket = c.span(open, open + 1);
  if (c.at_end() || c.starts_line(c.failure.at)) {
    return c.problem(bracket, fmt::format("`{}` is not closed: add `{}`", c.byte(open), close));
  }
  const Span word = c.word(c.failure.at);
  return c.problem(
      word,
      fmt::format("`{}` stands where `,` or `{}` is expected: separate the values with "
                  "commas, and quote text with brackets, braces or commas in it",
                  excerpt(c.of(word)), close),
      {bracket});
}

Problem missing_value(const Case& c) {
  if (c.at_end()) {
    const std::size_t open = c.failure.context_at;
    return c.problem(c.word(open), "a value is expected after this, and the document ends");
  }
  const Span word = c.word(c.failure.at);
  return c.problem(word,
                   fmt::format("`{}` stands where a value is expected: if it is text, put it in "
                               "quotes",
                               excerpt(c.of(word))));
}

Problem bad_start(const Case& c) {
  if (c.here() == '\t') return tab(c, c.failure.at);
  const Span rest = c.rest(c.failure.at);
  return c.problem(c.word(c.failure.at),
                   fmt::format("a value without quotes cannot begin with `{}`: write `\"{}\"`",
                               excerpt(c.text.substr(c.failure.at, 1)), excerpt(c.of(rest))));
}

Problem bad_escape(const Case& c) {
  const Span escape = c.span(c.failure.at, c.failure.at + 2);
  return c.problem(escape,
                   fmt::format("`{}` is no escape that double quotes know: write `\\\\` for a "
                               "backslash, or use single quotes",
                               excerpt(c.of(escape))));
}

Problem bad_code(const Case& c) {
  std::size_t at = c.failure.at;
  while (at > c.failure.context_at && c.byte(at) != '\\') --at;
  return c.problem(
      c.span(at, c.failure.at + 1),
      "not a character code: `\\x` takes 2 hexadecimal digits, `\\u` 4 and `\\U` 8, and no "
      "surrogates");
}

Problem block_header(const Case& c) {
  return c.problem(
      c.rest(c.failure.at),
      fmt::format("nothing but a comment may follow `{}` on its line: begin the text on the "
                  "next line",
                  c.byte(c.failure.context_at)));
}

Problem zero_indent(const Case& c) {
  return c.problem(c.word(c.failure.context_at),
                   "an indentation of 0 after `|` or `>`: give 1 to 9, or leave it out");
}

Problem tab_somewhere(const Case& c) {
  std::size_t at = c.failure.at;
  while (at < c.chunk.end && c.byte(at) == ' ') ++at;
  return tab(c, at);
}

Problem bad_name(const Case& c) {
  const char sign = c.byte(c.failure.context_at);
  return c.problem(
      c.word(c.failure.context_at),
      fmt::format("`{}` begins {} here, which needs a name of letters and digits: if it is "
                  "text, put it in quotes",
                  sign, sign == '*' ? "an alias" : "an anchor"));
}

Problem bad_tag(const Case& c) {
  return c.problem(c.word(c.failure.context_at),
                   "`!` begins a tag here, and this is none: if it is text, put it in quotes");
}

Problem unknown_handle(const Case& c) {
  return c.problem(c.word(c.failure.at),
                   "a tag whose handle no `%TAG` line declares: if it is text, put it in quotes");
}

Problem bad_directive(const Case& c) {
  return c.problem(
      c.rest(c.failure.context_at),
      "`%` in the first column begins a directive, `%YAML 1.1` or `%TAG`, once and before "
      "`---`: if it is text, put it in quotes");
}

Problem second_value(const Case& c) {
  if (auto quote = runaway_quote(c)) return *quote;
  const Span rest = c.rest(c.failure.at);
  return c.problem(rest,
                   fmt::format("`{}` stands after the document's end: a document is one value, put "
                               "`---` between two",
                               excerpt(c.of(rest))));
}

Problem inline_list(const Case& c) {
  return c.problem(
      c.rest(c.failure.at),
      "a list cannot begin on the line of its key: move the `- ` to a line of its own, or put "
      "the text in quotes");
}

Problem inline_key(const Case& c) {
  return c.problem(c.rest(c.failure.at), "`? ` begins a key here: if it is text, put it in quotes");
}

Problem flow_colon(const Case& c) {
  const Span colon = c.span(c.failure.at, c.failure.at + 1);
  return c.problem(colon, "a key's `:` needs a space after it: write `: `");
}

using Explain = Problem (*)(const Case&);
struct Wording {
  std::string_view problem;  // libyaml's words begin so
  std::string_view context;  // contained in its context; "" fits all
  Explain explain;
};

/// libyaml 0.2.5's complaints. The first that fits is taken.
constexpr std::array wordings = {
    Wording{"could not find expected ':'", "", missing_colon},
    Wording{"mapping values are not allowed", "", values_not_allowed},
    Wording{"did not find expected key", "", bad_mapping},
    Wording{"did not find expected '-' indicator", "", bad_list},
    Wording{"did not find expected ',' or", "", unclosed_bracket},
    Wording{"did not find expected node content", "", missing_value},
    Wording{"found character that cannot start", "", bad_start},
    Wording{"found unexpected end of stream", "", unclosed_quote},
    Wording{"found unexpected document indicator", "", unclosed_quote},
    Wording{"found unknown escape character", "", bad_escape},
    Wording{"did not find expected hexdecimal", "", bad_code},
    Wording{"found invalid Unicode", "", bad_code},
    Wording{"did not find expected comment or line break", "block scalar", block_header},
    Wording{"found an indentation indicator equal to 0", "", zero_indent},
    Wording{"found a tab character", "", tab_somewhere},
    Wording{"did not find expected alphabetic or numeric", "", bad_name},
    Wording{"found undefined tag handle", "", unknown_handle},
    Wording{"", "directive", bad_directive},
    Wording{"found duplicate %", "", bad_directive},
    Wording{"found incompatible YAML", "", bad_directive},
    Wording{"did not find expected <document start>", "", second_value},
    Wording{"block sequence entries are not allowed", "", inline_list},
    Wording{"mapping keys are not allowed", "", inline_key},
    Wording{"found unexpected ':'", "", flow_colon},
    Wording{"", " tag", bad_tag},
};

}  // namespace

Problem explain_failure(std::string_view text, SourceId source, const YamlChunk& chunk,
                        const YamlFailure& failure) {
  const Case this_case{text, source, chunk, failure};
  for (const Wording& wording : wordings) {
    if (failure.problem.starts_with(wording.problem) &&
        failure.context.find(wording.context) != std::string_view::npos) {
      return wording.explain(this_case);
    }
  }
  return this_case.problem(
      this_case.rest(failure.at),
      "the document cannot be read from here on: look at indentation and quotes");
}

}  // namespace fairlead
