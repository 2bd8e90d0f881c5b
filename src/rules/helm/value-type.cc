#include <fmt/format.h>

#include <set>

#include "lint/words.h"
#include "rules/helm/printed_place.h"

namespace fairlead {
namespace {

/// Whether a list that was printed as `[a b]` reads as the list that it was: one of at most one
/// item does.
bool reads_the_same(const RuleRun& run, const PrintedPlace& place, Span at) {
  if (run.sources().text(at).starts_with("map")) return false;
  if (place.value->is_sequence()) {
    const Items items = place.value.items();
    return items.empty() || (items.size() == 1 && run.sources().trace(items[0]->span()).size() < 2);
  }
  // In a longer text it may be a list to its reader.
  const std::string_view text = place.value.text();
  const std::size_t open = text.find('[');
  const std::size_t close = text.find(']', open == text.npos ? 0 : open);
  return open == text.npos || close == text.npos ||
         text.substr(open, close - open).find(' ') == text.npos;
}

void check(RuleRun& run, const PrintedMark& mark, const PrintedPlace& place) {
  const bool is_map = run.sources().text(mark.at).starts_with("map");
  const std::string_view what = is_map ? "mapping" : "list";
  const std::string_view shape = is_map ? "map[…]" : "[… …]";
  const std::string_view name = value_name(run.sources(), mark.cause);
  const std::string subject = name.empty() ? "a value" : fmt::format("`{}`", name);
  Finding& finding = run.report(
      *place.resource, mark.cause,
      fmt::format("{} is a {}, and the template prints it as text: `{}`", subject, what, shape));
  // A file's reader may pass over a line that it cannot read.
  if (place.value.text().find('\n') != std::string_view::npos) finding.severity = Severity::warning;
  finding.caption = is_map ? "a mapping" : "a list";
  add_label(finding, run.sources().blame(place.key_at).edit, "printed below this key");
  finding.help = is_map
                     ? "write it as a text, or let the template print it with `toYaml`"
                     : "write it as a text, or let the template print it with `toYaml` or `join`";
}

}  // namespace

void rule_helm_value_type(RuleRun& run) {
  std::set<const Node*> told;
  for (const PrintedMark& mark : run.facts().printed.marks) {
    if (mark.kind != PrintedMark::Kind::container) continue;
    const PrintedPlace place = printed_place(run.facts(), mark.at);
    // What an annotation says is often a digest of values, so that pods are replaced.
    // What a template makes itself is printed as it means to.
    if (!place.resource || place.is_annotation() || !mark.cause.is_place()) continue;
    run.answered();
    if (place.value->is_mapping() && !place.is_key) continue;
    if (reads_the_same(run, place, mark.at)) continue;
    if (told.insert(place.value.node()).second) check(run, mark, place);
  }
}

}  // namespace fairlead
