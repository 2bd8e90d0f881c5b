#include "source/text_builder.h"

#include <algorithm>
#include <span>

namespace fairlead {

BuiltText BuiltText::part(std::uint32_t from, std::uint32_t to) const {
  BuiltText part = *this;
  part.bytes += from;
  part.size = to - from;
  part.base += from;
  // Marks at its begin belong to it, those at its end only where the whole text ends.
  const std::span<const Run> all = all_runs();
  auto first = std::ranges::lower_bound(all, part.base, {}, &Run::at);
  if (first != all.begin() && (first == all.end() || first->at > part.base)) --first;
  const std::uint32_t end = part.base + part.size + (to == size ? 1 : 0);
  const auto last = std::lower_bound(first, all.end(), end,
                                     [](const Run& run, std::uint32_t at) { return run.at < at; });
  part.runs = all.data() + (first - all.begin());
  part.run_count = static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(last - first, 0));
  return part;
}

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
  const BuiltText part = text.part(from, to);
  for (std::size_t i = 0; i < part.run_count; ++i) {
    const Run& run = part.runs[i];
    const std::uint32_t begin = std::max(part.base, run.at);
    const std::uint32_t end = i + 1 == part.run_count ? part.base + part.size : part.runs[i + 1].at;
    if (begin < end || run.how() == Copy::left_out)
      put(part.text().substr(begin - part.base, end - begin), run.origin, run.how(),
          run.skip + (begin - run.at), run.under());
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
