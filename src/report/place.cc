#include "report/place.h"

#include <fmt/format.h>

#include <map>

#include "base/digest.h"
#include "base/text.h"
#include "report/mask.h"

namespace fairlead {

std::string shown_path(const Report& report, std::string_view path) {
  std::string_view prefix = report.root_prefix;
  std::string up;
  while (!path.starts_with(prefix)) {
    // One directory up: "a/b/" → "a/".
    const auto slash = prefix.rfind('/', prefix.size() - 2);
    prefix = slash == std::string_view::npos ? std::string_view() : prefix.substr(0, slash + 1);
    up += "../";
  }
  return up + std::string(path.substr(prefix.size()));
}

Region region_of(const SourceMap& sources, Span span, Columns columns) {
  const auto column = [&](std::uint32_t offset, std::uint32_t line) {
    const Span whole = sources.line(span.source, line);
    const std::string_view before =
        sources.text({span.source, whole.begin, std::max(whole.begin, offset)});
    const std::size_t width = columns == Columns::utf16 ? utf16_length(before) : before.size();
    return static_cast<std::uint32_t>(width + 1);
  };
  Region region;
  region.start_line = sources.position(span.source, span.begin).line;
  region.start_column = column(span.begin, region.start_line);
  // A span that ends at a line's begin ends with the line before.
  std::uint32_t end = span.end;
  const std::string_view text = sources.text(span.source);
  while (end > span.begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  region.end_line = sources.position(span.source, end).line;
  region.end_column = column(end, region.end_line);
  return region;
}

std::vector<std::string> fingerprints(const Report& report) {
  const Mask mask(*report.sources);
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> all;
  for (const Finding& finding : report.findings) {
    std::string key =
        fmt::format("{}\n{}\n{}\n{}", finding.rule->id, report.sources->name(finding.at.source),
                    finding.resource, finding.path);
    if (finding.path.empty()) key += "\n" + mask.words(finding.message);
    key += fmt::format("\n{}", seen[key]++);
    all.push_back(sha256_hex(key).substr(0, 32));
  }
  return all;
}

}  // namespace fairlead
