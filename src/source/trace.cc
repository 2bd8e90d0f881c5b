// The ways of a made text's bytes back to written ones.
#include <algorithm>

#include "source/source_map.h"

namespace fairlead {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

void add_other(Span at, Related::Kind kind, Blame& blame) {
  const bool known =
      at == blame.edit || std::ranges::find(blame.others, at, &Related::at) != blame.others.end();
  if (at.is_place() && !known) blame.others.push_back({at, kind});
}

void add_condition(Span at, Span except, std::vector<Span>& all) {
  const bool known = at == except || std::ranges::find(all, at) != all.end();
  if (at.is_place() && !known) all.push_back(at);
}

}  // namespace

std::span<const Run> SourceMap::runs_of(Span span) const {
  const std::span<const Run> runs = source(span.source).runs;
  const auto after = std::ranges::upper_bound(runs, span.begin, {}, &Run::at);
  auto first = after - 1;
  auto last = after;
  if (span.empty()) {
    while (first != runs.begin() && first->at == span.begin && (first - 1)->at == span.begin)
      --first;
  } else {
    last = std::lower_bound(after, runs.end(), span.end,
                            [](const Run& run, std::uint32_t end) { return run.at < end; });
  }
  return {first, last};
}

/// What `span` has of a run, in the text that the run came from.
Span SourceMap::place_in(const Run& run, std::uint32_t run_end, Span span) const {
  const Span at = origins_[static_cast<std::size_t>(run.origin)].at;
  if (run.how() != Copy::verbatim) return at;
  const std::uint32_t from = std::max(span.begin, run.at) - run.at;
  const std::uint32_t to = std::max(from, std::min(span.end, run_end) - run.at);
  return at.part(run.skip + from, run.skip + to);
}

bool SourceMap::joins(const Way& before, const Way& next) const {
  if (before.steps.size() != next.steps.size()) return false;
  for (std::size_t i = 0; i < next.steps.size(); ++i) {
    const auto& [a, a_kind] = before.steps[i];
    const auto& [b, b_kind] = next.steps[i];
    if (a.source != b.source || a_kind != b_kind || b.begin < a.begin) return false;
    if (b.begin > a.end && !is_blank(text({a.source, a.end, b.begin}))) return false;
  }
  return true;
}

void SourceMap::add_ways(Span span, Trace& ways) const {
  const Source& in = source(span.source);
  for (const Run& run : runs_of(span)) {
    if (run.how() == Copy::synthetic || run.how() == Copy::left_out) continue;
    if (run.origin == OriginId::none) continue;
    const bool is_last = &run == &in.runs.back();
    const auto run_end = is_last ? static_cast<std::uint32_t>(in.text.size()) : (&run + 1)->at;
    const Span at = place_in(run, run_end, span);
    if (!at.is_place()) continue;
    const OriginKind kind = origins_[static_cast<std::size_t>(run.origin)].kind;
    for (Way& way : is_written(at.source) ? Trace(1) : trace(at)) {
      way.steps.insert(way.steps.begin(), {at, kind});
      if (ways.empty() || !joins(ways.back(), way)) {
        ways.push_back(std::move(way));
        continue;
      }
      for (std::size_t i = 0; i < way.steps.size(); ++i) {
        Span& joined = ways.back().steps[i].at;
        joined.end = std::max(joined.end, way.steps[i].at.end);
      }
    }
  }
}

Trace SourceMap::trace(Span span) const {
  Trace ways;
  if (!span.is_place()) return ways;
  if (is_written(span.source)) return {Way{{{span, OriginKind::written}}}};
  owner(span.source).add_ways(span, ways);
  return ways;
}

/// What the frames of a run read, from the innermost on.
void SourceMap::add_conditions(FrameId id, Span except, std::vector<Span>& conditions) const {
  while (id != FrameId::none) {
    const Frame& frame = frames_[static_cast<std::size_t>(id)];
    const Origin& subject = origins_[static_cast<std::size_t>(frame.subject)];
    for (const Way& way : trace(subject.at)) add_condition(way.written(), except, conditions);
    for (const Related& related : related_[subject.more]) {
      for (const Way& way : trace(related.at)) add_condition(way.written(), except, conditions);
    }
    id = frame.parent;
  }
}

std::vector<LeftOut> SourceMap::left_out(Span span) const {
  std::vector<LeftOut> all;
  if (!span.is_place() || is_written(span.source)) return all;
  const SourceMap& map = owner(span.source);
  for (const Run& run : map.source(span.source).runs) {
    if (run.how() != Copy::left_out || run.at < span.begin || run.at > span.end) continue;
    const Frame& frame = map.frames_[static_cast<std::size_t>(run.under())];
    LeftOut& one = all.emplace_back(LeftOut{run.at, {}, {}});
    const Trace block = map.trace(map.origins_[static_cast<std::size_t>(frame.site)].at);
    if (!block.empty()) one.block = block.front().written();
    map.add_conditions(run.under(), {}, one.conditions);
    one.is_absent = map.origin(frame.site).kind == OriginKind::absent;
  }
  return all;
}

/// What the runs of `span` say besides where their bytes are from, through all texts below.
void SourceMap::add_reasons(Span span, Blame& blame) const {
  if (!span.is_place() || is_written(span.source)) return;
  const SourceMap& map = owner(span.source);
  for (const Run& run : map.runs_of(span)) {
    if (run.how() == Copy::left_out) continue;
    const Origin& origin = map.origins_[static_cast<std::size_t>(run.origin)];
    for (const Related& related : map.related_[origin.more]) {
      for (const Way& way : map.trace(related.at)) add_other(way.written(), related.kind, blame);
    }
    map.add_conditions(run.under(), blame.edit, blame.conditions);
    map.add_reasons(origin.at, blame);
  }
}

/// Why bytes stand in a text that no one wrote: the first origin that says so; else what was
/// written before them, or behind them.
Span SourceMap::reason_of(Span span) const {
  const SourceMap& map = owner(span.source);
  const auto reason = [&](const Run& run) {
    const Trace ways = map.trace(map.origins_[static_cast<std::size_t>(run.origin)].at);
    return ways.empty() ? Span() : ways.front().written();
  };
  const std::span<const Run> all = map.source(span.source).runs, own = map.runs_of(span);
  for (const Run& run : own)
    if (const Span at = reason(run); at.is_place()) return at;
  for (const Run* run = own.data(); run != all.data();)
    if (const Span at = reason(*--run); at.is_place()) return at;
  for (const Run* run = own.data() + own.size(); run != all.data() + all.size(); ++run)
    if (const Span at = reason(*run); at.is_place()) return at;
  return {};
}

Blame SourceMap::blame(Span span) const {
  Blame blame;
  if (!span.is_place() || is_written(span.source)) {
    blame.edit = span;
    return blame;
  }
  const Trace ways = trace(span);
  const auto text = std::ranges::find_if(ways, [](const Way& way) {
    return way.kind() != OriginKind::interpolated && way.kind() != OriginKind::assumed;
  });
  if (ways.empty())
    blame.edit = reason_of(span);
  else
    blame.edit = (text == ways.end() ? ways.front() : *text).written();
  for (const Way& way : ways) add_other(way.written(), Related::Kind::also, blame);
  add_reasons(span, blame);
  return blame;
}

}  // namespace fairlead
