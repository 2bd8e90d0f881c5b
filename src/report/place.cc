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

Span without_line_break(const SourceMap& sources, Span span) {
  const std::string_view text = sources.text(span);
  const std::size_t last = text.find_last_not_of("\r\n");
  return span.part(0, last == std::string_view::npos ? 0 : last + 1);
}

std::size_t Places::length(std::string_view text) const {
  return columns_ == Columns::utf16 ? utf16_length(text) : code_points(text);
}

/// The length of a text up to `offset`. Both lengths can be added up of any parts of a text.
std::size_t Places::length_before(SourceId source, std::uint32_t offset) const {
  constexpr std::size_t block = 4096;
  const std::string_view text = sources_.text(source);
  const auto [lengths, added] = lengths_.try_emplace(source);
  if (added) {
    std::size_t sum = 0;
    for (std::size_t at = 0; at <= text.size(); at += block) {
      lengths->second.push_back(sum);
      sum += length(text.substr(at, block));
    }
  }
  const std::size_t begin = offset / block * block;
  return lengths->second[offset / block] + length(text.substr(begin, offset - begin));
}

std::uint32_t Places::column(SourceId source, std::uint32_t line, std::uint32_t offset) const {
  const Span whole = sources_.line(source, line);
  // Never inside a line break.
  const std::uint32_t at = std::clamp(offset, whole.begin, whole.end);
  return static_cast<std::uint32_t>(length_before(source, at) - length_before(source, whole.begin) +
                                    1);
}

Region Places::region(Span span) const {
  const std::uint32_t end = without_line_break(sources_, span).end;
  Region region;
  region.start_line = sources_.position(span.source, span.begin).line;
  region.start_column = column(span.source, region.start_line, span.begin);
  region.end_line = sources_.position(span.source, end).line;
  region.end_column = column(span.source, region.end_line, end);
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
