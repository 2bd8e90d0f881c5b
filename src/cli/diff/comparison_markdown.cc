#include <algorithm>

#include "cli/diff/comparison_report.h"

namespace fairlead {
namespace {

/// GitHub refuses a comment of more than 65,536 characters.
constexpr std::size_t limit = 60'000;
constexpr std::size_t most_lines = 12;  // of one side of a value

/// A fence that no line of the text ends.
std::string fence_for(std::string_view text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '`');
}

std::string change_text(const ObjectChange& change) {
  const char sign = change.kind == ChangeKind::added     ? '+'
                    : change.kind == ChangeKind::removed ? '-'
                                                         : ' ';
  const std::string place = place_label(change.at);
  std::string text = fmt::format("{} {} {}{}{}\n", sign, change_name(change.kind),
                                 object_label(change), place.empty() ? "" : "  # ", place);
  for (const PrintedLine& line : printed_lines(change, most_lines))
    text += fmt::format("{}   {}{}{}{}\n", line.sign, line.sign == ' ' ? "" : "  ", line.text,
                        line.place.empty() ? "" : "  # ", line.place);
  return text;
}

}  // namespace

void write_comparison_markdown(const Comparison& made, const ComparedWith& with,
                               fmt::memory_buffer& out) {
  const auto into = std::back_inserter(out);
  fmt::format_to(into, "### fairlead diff: {}\n", change_counts(made));
  std::size_t shown = 0;
  while (shown < made.objects.size()) {
    const std::vector<DeployedIn>& units = made.objects[shown].units;
    std::string text = fmt::format("# {}\n", unit_list(made.objects[shown]));
    std::size_t end = shown;
    for (; end < made.objects.size() && made.objects[end].units == units; ++end) {
      const std::string more = change_text(made.objects[end]);
      if (out.size() + text.size() + more.size() > limit) break;
      text += more;
    }
    if (end == shown) break;
    const std::string fence = fence_for(text);
    fmt::format_to(into, "\n{}diff\n{}{}\n", fence, text, fence);
    shown = end;
  }
  if (shown < made.objects.size())
    fmt::format_to(into, "\n{} more objects have no room here; `fairlead diff` lists all.\n",
                   made.objects.size() - shown);
  const std::string lines = fmt::format("{}", fmt::join(compared_lines(made, with), "\n"));
  const std::string fence = fence_for(lines);
  fmt::format_to(into, "\n{}text\n{}\n{}\n", fence, lines, fence);
}

}  // namespace fairlead
