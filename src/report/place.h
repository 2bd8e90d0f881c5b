#pragma once
#include <string>
#include <string_view>

#include "report/report.h"

namespace fairlead {

/// A path as a person in the current directory would write it.
std::string shown_path(const Report& report, std::string_view path);

/// A place by lines and columns that count from 1; the end column is exclusive.
struct Region {
  std::uint32_t start_line = 1, start_column = 1, end_line = 1, end_column = 1;
};
enum class Columns { bytes, utf16 };
Region region_of(const SourceMap& sources, Span span, Columns columns);

/// A hash of what a finding is about that does not change when lines move: rule, file, resource,
/// path in the resource (or the words of the message), and which of several equal ones it is.
std::vector<std::string> fingerprints(const Report& report);

}  // namespace fairlead
