#include "source/source_map.h"

#include <algorithm>
#include <cassert>

namespace fairlead {

namespace {

/// More written texts than that have no place in the spans of any run.
constexpr std::size_t first_on_top = std::size_t{1} << 23u;

}  // namespace

// The first of each list is none's, so that what is none has an index and a text.
SourceMap::SourceMap() : sources_(1), origins_(1), frames_(1), related_(1) {}

SourceMap::SourceMap(const SourceMap* below)
    : below_(below),
      first_(below->below_ ? below->first_ + below->sources_.size() : first_on_top),
      origins_(1),
      frames_(1),
      related_(1) {}

SourceId SourceMap::add_written(std::string path, std::string text) {
  Source& source = sources_.emplace_back();
  source.name = std::move(path);
  source.own_text = std::move(text);
  source.text = source.own_text;
  return SourceId(first_ + sources_.size() - 1);
}

SourceId SourceMap::add_made(std::string name, TextBuilder text) {
  // A text of no bytes is made all the same.
  if (text.run_count() == 0) text.synthetic("");
  const BuiltText built = text.done(arena_);
  Source& source = sources_.emplace_back();
  source.name = std::move(name);
  source.text = built.text();
  source.runs = {built.runs, built.run_count};
  return SourceId(first_ + sources_.size() - 1);
}

SourceMap::Mark SourceMap::mark() const {
  return {sources_.size(), origins_.size(), frames_.size(), related_.size(), arena_.mark()};
}

void SourceMap::release(const Mark& mark) {
  while (sources_.size() > mark.sources) sources_.pop_back();
  origins_.resize(mark.origins);
  frames_.resize(mark.frames);
  related_.resize(mark.related);
  arena_.release(mark.arena);
}

OriginId SourceMap::add_origin(Span at, OriginKind kind, std::vector<Related> more) {
  Origin& origin = origins_.emplace_back(Origin{at, kind});
  if (!more.empty()) {
    origin.more = static_cast<std::uint32_t>(related_.size());
    related_.push_back(std::move(more));
  }
  return OriginId(origins_.size() - 1);
}

OriginId SourceMap::united(OriginId first, OriginId second) {
  if (first == second || second == OriginId::none) return first;
  const bool says_nothing = !origin(first).at.is_place() && origin(first).under == FrameId::none;
  if (says_nothing) return second;
  const Origin a = origin(first), b = origin(second);
  constexpr std::size_t most = 16;
  std::vector<Related> more = related_[a.more];
  const std::size_t known = more.size();
  const Span at = a.at.is_place() ? a.at : b.at;
  const auto add = [&](const Related& related) {
    if (related.at == at || !related.at.is_place() || more.size() >= most) return;
    if (std::ranges::find(more, related.at, &Related::at) == more.end()) more.push_back(related);
  };
  add({b.at, Related::Kind::also});
  for (const Related& related : related_[b.more]) add(related);
  const FrameId under = joined(a.under, b.under);
  if (at == a.at && more.size() == known && under == a.under) return first;
  const OriginId made = add_origin(at, a.at.is_place() ? a.kind : b.kind, std::move(more));
  origins_.back().under = under;
  return made;
}

OriginId SourceMap::decided(FrameId under) {
  if (under == FrameId::none) return OriginId::none;
  const OriginId made = add_origin({}, OriginKind::joined);
  origins_.back().under = under;
  return made;
}

OriginId SourceMap::as_kind(OriginId id, OriginKind kind) {
  Origin same = origin(id);
  same.kind = kind;
  origins_.push_back(same);
  return OriginId(origins_.size() - 1);
}

FrameId SourceMap::add_frame(Frame frame) {
  frames_.push_back(frame);
  return FrameId(frames_.size() - 1);
}

FrameId SourceMap::joined(FrameId inner, FrameId outer) {
  if (inner == FrameId::none || inner == outer) return outer;
  if (outer == FrameId::none) return inner;
  // A frame is younger than those around it.
  const auto lies_in = [&](FrameId young, FrameId old) {
    while (young > old) young = frame(young).parent;
    return young == old;
  };
  if (lies_in(inner, outer)) return inner;
  if (lies_in(outer, inner)) return outer;
  return add_frame({outer, OriginId::none, decided(inner)});
}

const SourceMap& SourceMap::owner(SourceId id) const {
  return static_cast<std::size_t>(id) < first_ ? below_->owner(id) : *this;
}

const SourceMap::Source& SourceMap::source(SourceId id) const {
  const auto index = static_cast<std::size_t>(id);
  return index < first_ ? below_->source(id) : sources_[index - first_];
}

std::string_view SourceMap::text(SourceId id) const {
  assert(id != SourceId::none);
  return source(id).text;
}

std::string_view SourceMap::text(Span span) const {
  return text(span.source).substr(span.begin, span.end - span.begin);
}

const std::string& SourceMap::name(SourceId id) const { return source(id).name; }

bool SourceMap::is_written(SourceId id) const { return source(id).runs.empty(); }

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

}  // namespace fairlead
