#include <algorithm>

#include "cli/diff/comparison_report.h"

namespace fairlead {
namespace {

constexpr std::size_t most_lines = 40;  // of one side of a value
constexpr std::size_t widest = 72;      // places begin behind the longest line up to this one

void add_lines(const ObjectChange& change, fmt::memory_buffer& out) {
  const std::vector<PrintedLine> lines = printed_lines(change, most_lines);
  std::size_t column = 0;
  for (const PrintedLine& line : lines)
    if (line.text.size() <= widest && !line.place.empty())
      column = std::max(column, line.text.size());
  for (const PrintedLine& line : lines) {
    const auto into = std::back_inserter(out);
    if (line.sign == ' ')
      fmt::format_to(into, "    {}\n", line.text);
    else if (line.place.empty())
      fmt::format_to(into, "      {} {}\n", line.sign, line.text);
    else
      fmt::format_to(into, "      {} {:{}}  {}\n", line.sign, line.text, column, line.place);
  }
}

}  // namespace

void write_comparison_text(const Comparison& made, const ComparedWith& with,
                           fmt::memory_buffer& out) {
  const std::vector<DeployedIn>* units = nullptr;
  for (const ObjectChange& change : made.objects) {
    const auto into = std::back_inserter(out);
    if (!units || *units != change.units) {
      fmt::format_to(into, "{}{}\n", units ? "\n" : "", unit_list(change));
      units = &change.units;
    }
    const std::string place = place_label(change.at);
    fmt::format_to(into, "  {:8} {}{}{}\n", change_name(change.kind), object_label(change),
                   place.empty() ? "" : "  ", place);
    add_lines(change, out);
  }
  if (units) out.push_back('\n');
  fmt::format_to(std::back_inserter(out), "{}\n", change_counts(made));
  for (const std::string& line : compared_lines(made, with))
    fmt::format_to(std::back_inserter(out), "{}\n", line);
}

}  // namespace fairlead
