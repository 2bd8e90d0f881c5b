#include "cli/diff/comparison_report.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "cli/provenance/words.h"
#include "report/inert.h"

namespace fairlead {
namespace {

constexpr ComparisonFormat all[] = {{"text", write_comparison_text},
                                    {"markdown", write_comparison_markdown},
                                    {"json", write_comparison_json}};

constexpr std::size_t most_units = 3, most_files = 10;

/// A side of a value: its lines, of each the place where it is not that of the line before.
void add_side(char sign, std::span<const ShownLine> lines, std::size_t most,
              std::vector<PrintedLine>& printed) {
  std::string last;
  for (const ShownLine& line : lines.first(std::min(most, lines.size()))) {
    std::string place = place_label(line.at);
    printed.push_back({sign, inert(line.text), place == last ? "" : place});
    last = std::move(place);
  }
  if (lines.size() > most)
    printed.push_back({sign, fmt::format("… and {} more lines", lines.size() - most), ""});
}

}  // namespace

std::span<const ComparisonFormat> comparison_formats() { return all; }

const ComparisonFormat* find_comparison_format(std::string_view name) {
  const auto place = std::ranges::find(all, name, &ComparisonFormat::name);
  return place == std::end(all) ? nullptr : place;
}

std::string change_counts(const Comparison& made) {
  std::string words;
  for (const ChangeKind kind : {ChangeKind::changed, ChangeKind::added, ChangeKind::removed}) {
    std::size_t count = 0;
    for (const ObjectChange& change : made.objects)
      if (change.kind == kind) count += change.units.size();
    if (count == 0) continue;
    words += words.empty() ? counted(count, "object") : fmt::format(", {}", count);
    words += fmt::format(" {}", change_name(kind));
  }
  return words.empty() ? "nothing that is deployed changes" : words;
}

std::vector<std::string> compared_lines(const Comparison& made, const ComparedWith& with) {
  std::vector<std::string> lines{fmt::format(
      "compared with {} ({}): {} of {}", inert(with.reference), with.commit.substr(0, 7),
      counted(made.resources, "object"), counted(made.units, "unit"))};
  if (!made.unseen.empty())
    lines.push_back(fmt::format("files that differ without an effect that is seen here: {}",
                                inert(first_names(made.unseen, most_files))));
  if (made.not_compared.empty()) return lines;
  std::map<std::string, std::size_t> reasons;
  lines.push_back(fmt::format("not compared, since it is not rendered or is wrong: {}",
                              counted(made.not_compared.size(), "thing")));
  std::size_t changed = 0;
  for (const NotCompared& each : made.not_compared) {
    if (each.is_changed && ++changed <= most_files)
      lines.push_back(fmt::format("  {}: {}{}{}", place_label(each.at), inert(each.what),
                                  each.what.empty() ? "" : ": ", inert(each.reason)));
    else
      ++reasons[each.reason];
  }
  for (const auto& [reason, count] : reasons)
    lines.push_back(fmt::format("  {}: {}", count, inert(reason)));
  return lines;
}

std::string object_label(const ObjectChange& change) {
  const std::string& first = change.units.front().namespace_name;
  const bool is_one =
      std::ranges::all_of(change.units, [&](const auto& in) { return in.namespace_name == first; });
  const std::string_view ns = is_one ? std::string_view(first) : "";
  return inert(
      fmt::format("{} {}{}{}", change.object_kind, ns, ns.empty() ? "" : "/", change.name));
}

std::string unit_list(const ObjectChange& change) {
  std::vector<std::string> names;
  for (const DeployedIn& in : change.units) names.push_back(in.unit);
  return inert(first_names(names, most_units));
}

std::string place_label(const WrittenPlace& at) {
  if (at.path.empty()) return "";
  const std::string line = at.line == 0 ? "" : fmt::format(":{}", at.line);
  return inert(fmt::format("{}{}{}", at.path, line, at.past ? " before" : ""));
}

std::vector<PrintedLine> printed_lines(const ObjectChange& change, std::size_t most) {
  std::vector<PrintedLine> printed;
  for (const ValueChange& value : change.values) {
    if (!value.path.empty()) printed.push_back({' ', inert(value.path), ""});
    add_side('-', value.before, most, printed);
    add_side('+', value.after, most, printed);
  }
  return printed;
}

}  // namespace fairlead
