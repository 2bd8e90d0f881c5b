#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace fairlead {

/// Things of one kind that were not checked for one reason.
struct NotCheckedGroup {
  GapKind kind{};
  std::string reason;  ///< names that differ are `…`
  std::size_t count = 0;
};

/// The groups of what was not checked, the largest first; what was left aside comes last.
std::vector<NotCheckedGroup> groups_of(const Summary& summary);
/// "reference", "release" …: what machines read.
std::string_view gap_name(GapKind kind);
/// How many things were not checked that somebody might deploy.
std::size_t unchecked(const Summary& summary);
/// Connections by their ends, as `end` has it.
std::size_t count_connections(const Summary& summary, FarEnd end);
/// How many references were looked up and not decided.
std::size_t unknown_references(const Summary& summary);
/// Whether no question was answered at all, so that no finding means nothing.
bool checked_nothing(const Report& report);

/// What was checked, in a few words: "connections: 3 found, 1 unknown; references: 2 found". Where
/// that is nothing, why.
std::string checked_words(const Report& report);
/// What was not checked: a heading, then a line for each of the largest groups. Empty where all
/// was. Inert, and without credentials.
std::vector<std::string> not_checked_lines(const Report& report);
/// "apps/a.yaml:7: host `x`: no such …", inert.
std::string not_checked_line(const Report& report, const NotChecked& each);

}  // namespace fairlead
