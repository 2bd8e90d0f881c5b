#pragma once
#include <fmt/format.h>

#include <span>
#include <string>

#include "cli/diff/comparison.h"

namespace fairlead {

/// What was compared with.
struct ComparedWith {
  std::string reference;  ///< as it was asked for
  std::string commit;     ///< the id of the commit that it led to
};

using ComparisonWriter = void (*)(const Comparison&, const ComparedWith&, fmt::memory_buffer&);

void write_comparison_text(const Comparison& made, const ComparedWith& with,
                           fmt::memory_buffer& out);
/// For a comment on a pull request: less than the 65,536 characters that GitHub takes.
void write_comparison_markdown(const Comparison& made, const ComparedWith& with,
                               fmt::memory_buffer& out);
/// All there is; schemas/diff.schema.json describes it.
void write_comparison_json(const Comparison& made, const ComparedWith& with,
                           fmt::memory_buffer& out);

struct ComparisonFormat {
  std::string_view name;
  ComparisonWriter write;
};
std::span<const ComparisonFormat> comparison_formats();
/// The format of that name, or null.
const ComparisonFormat* find_comparison_format(std::string_view name);

/// "3 objects changed, 1 added, 2 removed"; "nothing that is deployed changes".
std::string change_counts(const Comparison& made);
/// "compared with main (1f3a29c): 120 objects of 14 units", and what could not be compared, by
/// reason.
std::vector<std::string> compared_lines(const Comparison& made, const ComparedWith& with);
/// "Deployment mcp/worker"; without the namespace where they are several.
std::string object_label(const ObjectChange& change);
/// "overlays/prod, overlays/staging and 3 more".
std::string unit_list(const ObjectChange& change);
/// "overlays/prod/kustomization.yaml:12", "base/worker.yaml:3 before"; "" for no place.
std::string place_label(const WrittenPlace& at);

/// A line of what changes of an object: what it begins with, `+`, `-` or a blank, its text, and
/// where that is written.
struct PrintedLine {
  char sign = ' ';
  std::string text, place;
};
/// The lines of all values of a change: the path, then what was and what is. More than
/// `most` of one value are counted.
std::vector<PrintedLine> printed_lines(const ObjectChange& change, std::size_t most);

}  // namespace fairlead
