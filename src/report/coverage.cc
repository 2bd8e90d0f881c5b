#include "report/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "report/inert.h"
#include "report/place.h"

namespace fairlead {
namespace {

/// A summary is read at a glance: the rest of the groups is one line.
constexpr std::size_t most_groups = 8;

/// How a kind is called: by machines, and in words before one and before several.
struct KindNames {
  std::string_view name, one, many;
};
KindNames names_of(GapKind kind) {
  switch (kind) {
    case GapKind::file:
      return {"file", "file", "files"};
    case GapKind::chart:
      return {"chart", "chart", "charts"};
    case GapKind::release:
      return {"release", "release", "releases"};
    case GapKind::kustomization:
      return {"kustomization", "part of kustomizations", "parts of kustomizations"};
    case GapKind::connection:
      return {"connection", "connection", "connections"};
    case GapKind::reference:
      return {"reference", "reference", "references"};
    case GapKind::check:
      return {"check", "other question", "other questions"};
    case GapKind::aside:
      return {"aside", "file left aside", "files left aside"};
  }
  __builtin_unreachable();
}

std::string words_of(const NotCheckedGroup& group) {
  const KindNames names = names_of(group.kind);
  return fmt::format("{} {}: {}", group.count, group.count == 1 ? names.one : names.many,
                     inert(group.reason));
}

/// A reason without the names that it speaks of.
std::string without_names(std::string_view reason) {
  std::string bare;
  for (;;) {
    const auto open = reason.find('`');
    const auto close = open == reason.npos ? open : reason.find('`', open + 1);
    if (close == reason.npos) return bare += reason;
    bare += reason.substr(0, open);
    bare += "`…`";
    reason.remove_prefix(close + 1);
  }
}

/// "connections: 2 found, 1 missing"; zeros are left out, and all of it where nothing is left.
std::string counts_words(std::string_view subject,
                         std::initializer_list<std::pair<std::size_t, std::string_view>> counts) {
  std::string words;
  for (const auto& [count, what] : counts) {
    if (count > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", count, what);
  }
  return words.empty() ? words : fmt::format("{}: {}", subject, words);
}

}  // namespace

std::string_view gap_name(GapKind kind) { return names_of(kind).name; }

std::vector<NotCheckedGroup> groups_of(const Summary& summary) {
  struct Members {
    std::size_t count = 0;
    std::string first;
    bool alike = true;  // all reasons are the same words
  };
  std::map<std::pair<GapKind, std::string>, Members> all;
  for (const NotChecked& each : summary.not_checked) {
    Members& members = all[{each.kind, without_names(each.reason)}];
    if (members.count++ == 0) members.first = each.reason;
    members.alike = members.alike && members.first == each.reason;
  }
  std::vector<NotCheckedGroup> groups;
  for (auto& [key, members] : all)
    groups.push_back({key.first, members.alike ? members.first : key.second, members.count});
  std::ranges::stable_sort(groups, {}, [](const NotCheckedGroup& group) {
    return std::tuple(group.kind == GapKind::aside, ~group.count);
  });
  return groups;
}

std::size_t unchecked(const Summary& summary) {
  return static_cast<std::size_t>(std::ranges::count_if(
      summary.not_checked, [](const NotChecked& each) { return each.kind != GapKind::aside; }));
}

std::size_t count_connections(const Summary& summary, FarEnd end) {
  // One place that eight workloads read is one address to look at.
  std::set<std::tuple<SourceId, std::uint32_t, std::uint32_t>> places;
  for (const ConnectionRow& row : summary.connections) {
    if (row.end == end) places.emplace(row.at.source, row.at.begin, row.at.end);
  }
  return places.size();
}

std::size_t unknown_references(const Summary& summary) {
  return static_cast<std::size_t>(
      std::ranges::count(summary.not_checked, GapKind::reference, &NotChecked::kind));
}

bool checked_nothing(const Report& report) {
  const Summary& summary = report.summary;
  return summary.lookups == 0 && report.findings.empty() && summary.ignored == 0 &&
         summary.known == 0 &&
         std::ranges::find(summary.connections, FarEnd::found, &ConnectionRow::end) ==
             summary.connections.end();
}

std::string checked_words(const Report& report) {
  const Summary& summary = report.summary;
  if (checked_nothing(report)) {
    if (summary.files == 0) return "nothing was checked: there is no file that fairlead reads";
    return fmt::format("nothing was checked: in {} no connection, reference or server could be",
                       counted(summary.files, "file"));
  }
  const std::string connections =
      counts_words("connections", {{count_connections(summary, FarEnd::found), "found"},
                                   {count_connections(summary, FarEnd::missing), "missing"},
                                   {count_connections(summary, FarEnd::unknown), "unknown"},
                                   {count_connections(summary, FarEnd::outside), "to elsewhere"}});
  const std::string references =
      counts_words("references", {{summary.references.found, "found"},
                                  {summary.references.missing, "missing"},
                                  {unknown_references(summary), "unknown"}});
  std::string words = connections;
  if (!references.empty()) words += (words.empty() ? "" : "; ") + references;
  if (!words.empty()) return words;
  return summary.lookups == 0
             ? "no connection or reference is here"
             : fmt::format("{} answered", counted(summary.lookups, "other question"));
}

std::vector<std::string> not_checked_lines(const Report& report) {
  const std::vector<NotCheckedGroup> groups = groups_of(report.summary);
  if (groups.empty()) return {};
  const std::size_t count = unchecked(report.summary);
  std::vector<std::string> lines;
  lines.push_back(count == 0 ? std::string("not checked: nothing that is deployed")
                             : fmt::format("not checked: {}", counted(count, "thing")));
  std::size_t left = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i < most_groups)
      lines.push_back(words_of(groups[i]));
    else
      left += groups[i].count;
  }
  if (left > 0)
    lines.push_back(fmt::format("{} for {}", counted(left, "more thing"),
                                counted(groups.size() - most_groups, "other reason")));
  return lines;
}

std::string not_checked_line(const Report& report, const NotChecked& each) {
  std::string line = inert(shown_path(report, each.path));
  if (!each.at.empty())
    line += fmt::format(":{}", report.sources->position(each.at.source, each.at.begin).line);
  return fmt::format("{}: {}{}{}", line, inert(each.what), each.what.empty() ? "" : ": ",
                     inert(each.reason));
}

}  // namespace fairlead
