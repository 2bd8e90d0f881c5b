#include "tree/line_reader.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

bool is_around(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

}  // namespace

bool refuse_large_text(const SourceMap& sources, SourceId source, const ReadLimits& limits,
                       Tree& tree) {
  const std::size_t size = sources.text(source).size();
  constexpr std::size_t largest_offset = UINT32_MAX;
  if (size <= std::min(limits.bytes, largest_offset)) return false;
  tree.problems.push_back(
      {ProblemKind::yaml_limit,
       {source, 0, 0},
       fmt::format("larger than the {} bytes that are read of one file: split it, or "
                   "leave it out",
                   limits.bytes),
       {}});
  tree.documents.push_back({source, {source, 0, offset(std::min(size, largest_offset))}, nullptr});
  return true;
}

LineReader::LineReader(Arena& arena, const SourceMap& sources, SourceId source,
                       const ReadLimits& limits, Tree& tree)
    : arena_(arena),
      source_(source),
      tree_(tree),
      problems_(tree.problems),
      assembler_(arena, source, Syntax::redis, limits, problems_) {
  if (refuse_large_text(sources, source, limits, tree)) return;
  text_ = sources.text(source);
  at_ = byte_order_mark(text_);
  assembler_.begin_document();
  assembler_.open(Kind::sequence, Style::block, 0, {});
}

std::optional<TextLine> LineReader::next_line() {
  while (at_ < text_.size()) {
    TextLine line = {at_, std::min(text_.find('\n', at_), text_.size())};
    at_ = line.end + 1;
    while (line.begin < line.end && is_around(text_[line.begin])) ++line.begin;
    while (line.begin < line.end && is_around(text_[line.end - 1])) --line.end;
    if (line.begin < line.end) return line;
  }
  return std::nullopt;
}

bool LineReader::open_line(std::size_t begin) {
  in_line_ = assembler_.open(Kind::sequence, Style::block, offset(begin), {});
  return in_line_;
}

bool LineReader::token(Style style, std::size_t begin, std::size_t end, std::string_view decoded) {
  std::string_view written = text_.substr(begin, end - begin);
  if (style != Style::plain && written.size() >= 2) written = written.substr(1, written.size() - 2);
  const std::string_view text = written == decoded ? written : arena_.copy(decoded);
  return assembler_.scalar(Kind::string, style, {source_, offset(begin), offset(end)}, text, {});
}

void LineReader::close_line() {
  assembler_.close(0, false);
  in_line_ = false;
}

void LineReader::problem(ProblemKind kind, std::size_t begin, std::size_t end,
                         std::string message) {
  problems_.add(kind, {source_, offset(begin), offset(end)}, std::move(message));
}

void LineReader::finish() {
  if (!tree_.documents.empty()) return;
  problems_.sort();
  if (in_line_) close_line();
  if (!assembler_.at_root()) assembler_.close(0, false);
  tree_.documents.push_back({source_, {source_, 0, offset(text_.size())}, assembler_.root()});
}

}  // namespace fairlead
