#include "source/text_builder.h"

#include <algorithm>
#include <span>

namespace fairlead {

void TextBuilder::put(std::string_view bytes, OriginId origin, Copy copy, std::uint32_t skip,
                      FrameId frame) {
  Run run;
  run.at = size();
  run.origin = origin;
  run.skip = copy == Copy::verbatim ? skip : 0;
  run.frame = static_cast<std::uint32_t>(frame) & 0x3fffffffu;
  run.copy = static_cast<std::uint32_t>(copy) & 3u;
  bytes_ += bytes;
  if (!runs_.empty()) {
    Run& last = runs_.back();
    const std::uint32_t goes_on = copy == Copy::verbatim ? last.skip + (run.at - last.at) : 0;
    const bool same = last.origin == run.origin && last.frame == run.frame && last.copy == run.copy;
    // A run without bytes marks a place: nothing is joined to it, nor it to anything.
    if (same && !bytes.empty() && last.at < run.at && goes_on == run.skip) return;
  }
  runs_.push_back(run);
}

void TextBuilder::append(const BuiltText& text, std::uint32_t from, std::uint32_t to) {
  const std::span<const Run> runs(text.runs, text.run_count);
  if (runs.empty() || from >= to) return;
  auto run = std::ranges::upper_bound(runs, from, {}, &Run::at) - 1;
  for (; run != runs.end() && run->at < to; ++run) {
    const std::uint32_t begin = std::max(from, run->at);
    const std::uint32_t end = run + 1 == runs.end() ? to : std::min(to, (run + 1)->at);
    if (begin < end)
      put(text.text().substr(begin, end - begin), run->origin, run->how(),
          run->skip + (begin - run->at), run->under());
  }
}

BuiltText TextBuilder::done(Arena& arena) {
  BuiltText made;
  made.bytes = arena.copy(std::string_view(bytes_)).data();
  made.size = size();
  made.runs = arena.copy(std::span<const Run>(runs_)).data();
  made.run_count = static_cast<std::uint32_t>(runs_.size());
  bytes_.clear();
  runs_.clear();
  return made;
}

}  // namespace fairlead
