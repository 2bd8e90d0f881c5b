#pragma once
#include <optional>
#include <string_view>

#include "source/problem.h"
#include "source/span.h"
#include "tree/yaml_text.h"

namespace fairlead {

/// Why a parser stopped: its own words tell which mistake it is, and are never shown.
struct YamlFailure {
  std::string_view problem;
  std::string_view context;
  std::uint32_t at = 0;          ///< where it noticed
  std::uint32_t context_at = 0;  ///< where began what it was reading; `at` where it does not say
  Span last_scalar;              ///< the last scalar that it had read
  std::optional<std::uint32_t> open_bracket;  ///< the innermost `[` or `{` that was open
};

/// The problem in our words, at the place that a person must change, with the remedy.
Problem explain_failure(std::string_view text, SourceId source, const YamlChunk& chunk,
                        const YamlFailure& failure);

/// The first braces of a template in a chunk (`{{ }}`, `{% %}`, `<% %>`), outside of comments and
/// of quotes that close on their line.
std::optional<Span> template_place(std::string_view text, SourceId source, const YamlChunk& chunk);

/// That a document holds a template, which nothing renders: left aside.
Problem template_problem(Span at);

/// Whether a text that is no YAML was never meant to be: Markdown, HTML or prose.
bool looks_like_prose(std::string_view text);
/// That it was not.
Problem prose_problem(std::string_view text, SourceId source, const YamlChunk& chunk);

}  // namespace fairlead
