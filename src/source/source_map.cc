#include "source/source_map.h"

#include <algorithm>
#include <cassert>

namespace fairlead {

SourceMap::SourceMap(const SourceMap* written) : below_(written), first_(written->size()) {}

std::size_t SourceMap::size() const { return first_ + sources_.size(); }

SourceId SourceMap::add_written(std::string path, std::string text) {
  Source& source = sources_.emplace_back();
  source.name = std::move(path);
  source.text = std::move(text);
  return SourceId(size() - 1);
}

SourceId SourceMap::add_made(std::string name, std::string text, std::vector<Piece> pieces) {
  assert(!pieces.empty() && pieces.front().at == 0);
  const SourceId id = add_written(std::move(name), std::move(text));
  sources_.back().pieces = std::move(pieces);
  return id;
}

OriginId SourceMap::add_origin(Origin origin) {
  origins_.push_back(origin);
  return OriginId(origins_.size() - 1);
}

const SourceMap::Source& SourceMap::source(SourceId id) const {
  const auto index = static_cast<std::size_t>(id);
  return index < first_ ? below_->source(id) : sources_[index - first_];
}

std::string_view SourceMap::text(SourceId id) const { return source(id).text; }

std::string_view SourceMap::text(Span span) const {
  return text(span.source).substr(span.begin, span.end - span.begin);
}

const std::string& SourceMap::name(SourceId id) const { return source(id).name; }

bool SourceMap::is_written(SourceId id) const { return source(id).pieces.empty(); }

const std::vector<std::uint32_t>& SourceMap::line_starts(const Source& source) const {
  std::call_once(source.lines_made, [&] {
    source.line_starts.push_back(0);
    for (std::size_t i = 0; i < source.text.size(); ++i) {
      if (source.text[i] == '\n') source.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
  });
  return source.line_starts;
}

Position SourceMap::position(SourceId id, std::uint32_t offset) const {
  const auto& starts = line_starts(source(id));
  const auto after = std::ranges::upper_bound(starts, offset);
  const auto line = static_cast<std::uint32_t>(after - starts.begin());
  return {line, offset - starts[line - 1] + 1};
}

std::uint32_t SourceMap::line_count(SourceId id) const {
  return static_cast<std::uint32_t>(line_starts(source(id)).size());
}

Span SourceMap::line(SourceId id, std::uint32_t line) const {
  const Source& in = source(id);
  const auto& starts = line_starts(in);
  assert(line >= 1 && line <= starts.size());
  std::uint32_t end =
      line < starts.size() ? starts[line] - 1 : static_cast<std::uint32_t>(in.text.size());
  const std::uint32_t begin = starts[line - 1];
  if (end > begin && in.text[end - 1] == '\r') --end;
  return {id, begin, end};
}

std::vector<Step> SourceMap::trace(Span span) const {
  const Source& in = source(span.source);
  if (in.pieces.empty()) return {{span, OriginKind::embedded}};
  std::vector<Step> steps;
  auto piece = std::ranges::upper_bound(in.pieces, span.begin, {}, &Piece::at) - 1;
  for (; piece != in.pieces.end() && (piece->at < span.end || piece->at <= span.begin); ++piece) {
    const auto next = piece + 1;
    const std::uint32_t end =
        next == in.pieces.end() ? static_cast<std::uint32_t>(in.text.size()) : next->at;
    if (piece->copy == Copy::synthetic) continue;
    const Origin& origin = origins_[static_cast<std::size_t>(piece->origin)];
    Span at = origin.at;
    if (piece->copy == Copy::verbatim) {
      const std::uint32_t from = std::max(span.begin, piece->at) - piece->at;
      const std::uint32_t to = std::min(span.end, end) - piece->at;
      at = origin.at.part(from, std::max(from, to));
    }
    for (const Step& step : trace(at)) {
      if (!steps.empty() && steps.back().at.source == step.at.source &&
          steps.back().kind == origin.kind) {
        steps.back().at.begin = std::min(steps.back().at.begin, step.at.begin);
        steps.back().at.end = std::max(steps.back().at.end, step.at.end);
      } else {
        steps.push_back({step.at, origin.kind});
      }
    }
  }
  return steps;
}

Span SourceMap::written(Span span) const {
  const std::vector<Step> steps = trace(span);
  return steps.empty() ? Span{} : steps.front().at;
}

}  // namespace fairlead
