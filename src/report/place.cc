#include "report/place.h"

#include <fmt/format.h>

#include <map>

#include "base/crypto/digest.h"
#include "base/text.h"
#include "report/inert.h"

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

namespace {

/// Documents that are longer do not say where they come from: a file may hold thousands of
/// findings.
constexpr std::size_t longest_way_up = 64u << 10;

/// A comment's words are only shown where they are nothing but a path.
bool is_template(std::string_view path) {
  return path.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-") ==
             std::string_view::npos &&
         contains(path, "/") && (path.ends_with(".yaml") || path.ends_with(".yml"));
}

}  // namespace

std::string_view template_of(const SourceMap& sources, Span at) {
  using std::string_view_literals::operator""sv;
  constexpr auto says = "# Source: "sv;
  const std::size_t first = at.begin > longest_way_up ? at.begin - longest_way_up : 0;
  std::string_view above = sources.text(at.source).substr(first, at.begin - first);
  while (!above.empty()) {
    const auto start = above.rfind('\n');
    const std::string_view line = above.substr(start == std::string_view::npos ? 0 : start + 1);
    if (line.starts_with(says)) {
      const std::string_view path = trimmed(line.substr(says.size()));
      return is_template(path) ? path : std::string_view();
    }
    if (line.starts_with("---") || start == std::string_view::npos) return {};
    above = above.substr(0, start);
  }
  return {};
}

/// The length of a text up to `offset`.
std::size_t Places::length_before(SourceId source, std::uint32_t offset) const {
  if (columns_ == Columns::bytes) return offset;
  constexpr std::size_t block_size = 4096;
  const std::string_view text = sources_.text(source);
  Block at{byte_order_mark(text), 0};
  const auto advance = [&] {
    const CodePoint point = next_code_point(text.substr(at.offset));
    at.offset += point.length;
    at.length += columns_ == Columns::utf16 && point.value >= 0x10000 ? 2 : 1;
  };
  const auto [place, added] = blocks_.try_emplace(source);
  std::vector<Block>& blocks = place->second;
  if (added) {
    for (blocks.push_back(at); at.offset < text.size(); advance()) {
      if (at.offset >= blocks.size() * block_size) blocks.push_back(at);
    }
  }
  if (offset <= blocks.front().offset) return 0;
  at = *(std::ranges::upper_bound(blocks, offset, {}, &Block::offset) - 1);
  while (at.offset < offset) advance();
  return at.length;
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
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> all;
  for (const Finding& finding : report.findings) {
    std::string key =
        fmt::format("{}\n{}\n{}\n{}", finding.rule->id, report.sources->name(finding.at.source),
                    finding.resource, finding.path);
    if (finding.path.empty()) key += "\n" + finding.message;
    key += fmt::format("\n{}", seen[key]++);
    all.push_back(sha256_hex(key).substr(0, 32));
  }
  return all;
}

}  // namespace fairlead
