// The ways of a made text's bytes back to written ones.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "source/made_of.h"

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
  if (run.how() != Copy::verbatim || !at.is_place()) return at;
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

/// Gathers what is said of bytes besides where they are from, through all texts below.
class Reasons {
 public:
  explicit Reasons(Blame& blame) : blame_(blame) {}

  /// Of the runs of `span`. `decides`: all of it decided something, no byte of it is asked about.
  /// `whole`: what was left out there counts, too.
  void add(const SourceMap& top, Span span, bool decides = false, bool whole = false) {
    if (!span.is_place() || top.is_written(span.source)) return;
    const SourceMap& map = top.owner(span.source);
    // A text that is made again and again of a whole one leads to the same places by every run.
    if (!met_.emplace(span.source, span.begin, span.end, decides, whole).second) return;
    for (const Run& run : map.runs_of(span)) {
      if (run.how() == Copy::left_out) {
        if (whole) todo_.emplace_back(&map, run.under());
        continue;
      }
      const Origin& origin = map.origin(run.origin);
      todo_.emplace_back(&map, run.under());
      todo_.emplace_back(&map, origin.under);
      if (origins_.emplace(&map, run.origin, decides).second)
        for (const Related& related : map.related_[origin.more])
          place(map, related.at, related.kind, decides);
      add(map, origin.at, decides, whole || run.how() == Copy::transformed);
    }
  }

  /// What all bytes of `encoded` were made of as a whole, but for quotes and what begins a block.
  static Span whole(const SourceMap& top, Span encoded) {
    if (!encoded.is_place() || top.is_written(encoded.source)) return {};
    const SourceMap& map = top.owner(encoded.source);
    const Run* only = nullptr;
    for (const Run& run : map.runs_of(encoded)) {
      if (run.how() == Copy::synthetic || run.how() == Copy::left_out) continue;
      const bool is_last = &run == &map.source(encoded.source).runs.back();
      const std::uint32_t end = is_last ? encoded.end : std::min(encoded.end, (&run + 1)->at);
      const std::uint32_t begin = std::min(std::max(encoded.begin, run.at), end);
      const std::string_view bytes = map.text({encoded.source, begin, end});
      if (bytes.find_first_not_of(" \t\r\n|>+-\"'") == bytes.npos) continue;
      if (only) return {};
      only = &run;
    }
    if (!only) return {};
    const std::uint32_t size = static_cast<std::uint32_t>(map.text(encoded.source).size());
    const Span at = map.place_in(*only, size, encoded);
    return only->how() == Copy::transformed ? at : whole(top, at);
  }

  static void pieces(const SourceMap& map, const std::function<void(const MadePiece&)>& visit) {
    for (std::size_t i = 0; i < map.sources_.size(); ++i) {
      const SourceMap::Source& in = map.sources_[i];
      const Span all{SourceId(map.first_ + i), 0, static_cast<std::uint32_t>(in.text.size())};
      for (const Run& run : in.runs) {
        const bool is_bytes = run.how() == Copy::verbatim || run.how() == Copy::transformed;
        const std::uint32_t end = &run == &in.runs.back() ? all.end : (&run + 1)->at;
        if (!is_bytes || run.origin == OriginId::none || run.at >= end) continue;
        const Span at = all.part(run.at, end), of = map.place_in(run, end, at);
        const bool whole = run.how() == Copy::transformed;
        if (of.is_place()) visit({at, of, map.owner(of.source), whole});
        if (!whole) continue;
        for (const Related& also : map.related_[map.origin(run.origin).more])
          if (also.kind == Related::Kind::also && also.at.is_place())
            visit({at, also.at, map.owner(also.at.source), whole});
      }
    }
  }

  void add(const SourceMap& map, FrameId frame) { todo_.emplace_back(&map, frame); }

  /// Follows the frames that were met, each once.
  void follow() {
    for (std::size_t i = 0; i < todo_.size(); ++i) {
      const SourceMap& map = *todo_[i].first;
      std::vector<FrameId> chain{todo_[i].second};
      while (!chain.empty()) {
        const FrameId id = chain.back();
        chain.pop_back();
        if (id == FrameId::none || !seen_.emplace(&map, id).second) continue;
        const Frame& frame = map.frame(id);
        const Origin& read = map.origin(frame.subject);
        chain.push_back(frame.parent);
        if (frame.site == OriginId::none) chain.push_back(read.under);  // joined: the inner one
        subject(map, read);
      }
    }
  }

 private:
  void place(const SourceMap& map, Span at, Related::Kind kind, bool decides) {
    for (const Way& way : map.trace(at)) {
      if (decides)
        add_condition(way.written(), blame_.edit, blame_.conditions);
      else
        add_other(way.written(), kind, blame_);
    }
  }

  void subject(const SourceMap& map, const Origin& origin) {
    place(map, origin.at, Related::Kind::also, true);
    for (const Related& related : map.related_[origin.more])
      place(map, related.at, related.kind, true);
    todo_.emplace_back(&map, origin.under);
    add(map, origin.at, true, true);
  }

  Blame& blame_;
  std::vector<std::pair<const SourceMap*, FrameId>> todo_;
  std::set<std::pair<const SourceMap*, FrameId>> seen_;
  // What was added already: spans with how they were asked about, and origins.
  std::set<std::tuple<SourceId, std::uint32_t, std::uint32_t, bool, bool>> met_;
  std::set<std::tuple<const SourceMap*, OriginId, bool>> origins_;
};

Span made_of(const SourceMap& sources, Span encoded, std::string_view text) {
  const Span at = Reasons::whole(sources, encoded);
  return at.is_place() && sources.text(at) == text ? at : Span{};
}

void each_piece(const SourceMap& sources, const std::function<void(const MadePiece&)>& visit) {
  Reasons::pieces(sources, visit);
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
    Blame decided;
    Reasons reasons(decided);
    reasons.add(map, run.under());
    reasons.follow();
    one.conditions = std::move(decided.conditions);
    one.is_absent = map.origin(frame.site).kind == OriginKind::absent;
  }
  return all;
}

std::vector<Control> SourceMap::controls(Span span) const {
  std::vector<Control> all;
  if (!span.is_place() || is_written(span.source)) return all;
  const SourceMap& map = owner(span.source);
  std::vector<FrameId> todo;
  std::set<FrameId> seen;
  for (const Run& run : map.runs_of(span))
    if (run.how() != Copy::left_out) todo.push_back(run.under());
  while (!todo.empty()) {
    const FrameId id = todo.back();
    todo.pop_back();
    if (id == FrameId::none || !seen.insert(id).second) continue;
    const Frame& frame = map.frame(id);
    const Origin& subject = map.origin(frame.subject);
    todo.push_back(frame.parent);
    if (frame.site == OriginId::none) todo.push_back(subject.under);  // joined: the inner one
    const Trace site = map.trace(map.origin(frame.site).at);
    if (site.empty()) continue;
    Control& one = all.emplace_back(Control{site.front().written(), {}});
    for (const Way& way : map.trace(subject.at)) add_condition(way.written(), {}, one.read);
    for (const Related& related : map.related_[subject.more])
      for (const Way& way : map.trace(related.at)) add_condition(way.written(), {}, one.read);
  }
  return all;
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

/// Replaces the place of another's by the nearest of our own.
void SourceMap::name_own(const Trace& ways, Blame& blame) const {
  if (!own_ || !blame.edit.is_place()) return;
  const auto told =
      std::ranges::find_if(ways, [&](const Way& way) { return way.written() == blame.edit; });
  const Way way = told == ways.end() ? Way{{{blame.edit, OriginKind::written}}} : *told;
  for (auto step = way.steps.rbegin(); step != way.steps.rend(); ++step) {
    std::optional<OwnPlace> own = own_(step->at);
    if (!own) continue;
    const Span foreign = std::exchange(blame.edit, own->at);
    blame.key = std::move(own->key);
    std::erase_if(blame.others, [&](const Related& other) { return other.at == blame.edit; });
    add_other(foreign, Related::Kind::also, blame);
    return;
  }
}

Blame SourceMap::blame(Span span) const {
  Blame blame;
  if (!span.is_place() || is_written(span.source)) {
    blame.edit = span;
    name_own({}, blame);
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
  Reasons reasons(blame);
  reasons.add(*this, span);
  reasons.follow();
  name_own(ways, blame);
  return blame;
}

bool came_by(const Trace& ways, OriginKind kind) {
  return std::ranges::any_of(ways, [&](const Way& way) {
    return std::ranges::find(way.steps, kind, &Way::Step::kind) != way.steps.end();
  });
}

}  // namespace fairlead
