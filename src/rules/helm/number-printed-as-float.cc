#include <fmt/format.h>

#include "lint/words.h"
#include "rules/helm/printed_place.h"

namespace fairlead {
namespace {

/// Whether its reader takes numbers of that form: it is the value of a key in YAML or JSON that a
/// ConfigMap holds, say.
bool is_read_as_number(std::string_view text, std::string_view number) {
  const std::size_t at = text.find(number);
  if (at == text.npos || text.find('\n') == text.npos) return false;
  const std::size_t line = text.rfind('\n', at);
  const std::string_view before = text.substr(line == text.npos ? 0 : line + 1, at - line - 1);
  const std::size_t last = before.find_last_not_of(' ');
  return last != before.npos && (before[last] == ':' || before[last] == '-') &&
         last + 1 < before.size();
}

}  // namespace

void rule_helm_number_printed_as_float(RuleRun& run) {
  for (const PrintedMark& mark : run.facts().printed.marks) {
    if (mark.kind != PrintedMark::Kind::exponent) continue;
    const PrintedPlace place = printed_place(run.facts(), mark.at);
    if (!place.resource || place.is_key) continue;
    run.answered();
    // A number by itself is the same number to the API server in either form.
    const std::string printed(run.sources().text(mark.at));
    if (!place.value->is_string() || is_read_as_number(place.value.text(), printed)) continue;
    Finding& finding =
        run.report(*place.resource, mark.cause,
                   fmt::format("`{}` is printed as `{}`: numbers of values are floating point, and "
                               "from a million on a template prints them so",
                               mark.cause_words, printed));
    finding.caption = fmt::format("printed as `{}`", printed);
    add_label(finding, run.sources().blame(place.key_at).edit, "printed below this key");
    finding.help =
        fmt::format("write it in quotes, `\"{}\"`, or let the template convert it with `int64`",
                    mark.cause_words);
    if (run.sources().is_written(mark.cause.source))
      finding.fixes.push_back(
          {"write it in quotes", {{mark.cause, fmt::format("\"{}\"", mark.cause_words)}}});
  }
}

}  // namespace fairlead
