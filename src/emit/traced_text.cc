#include "emit/traced_text.h"

#include <algorithm>
#include <span>

namespace fairlead::emit {

void TracedText::value(std::string_view bytes, OriginId origin) {
  out_.put(bytes, origin, origin == OriginId::none ? Copy::synthetic : Copy::transformed);
}

void TracedText::copy(const BuiltText& text, std::size_t from, std::size_t to) {
  if (from >= to) return;
  if (text.run_count == 0) {
    made(text.text().substr(from, to - from));
  } else {
    out_.append(text, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
  }
}

void TracedText::instead(const BuiltText& text, std::size_t at, std::string_view bytes) {
  if (text.run_count == 0) {
    made(bytes);
    return;
  }
  const std::span<const Run> runs(text.runs, text.run_count);
  const auto run = std::ranges::upper_bound(runs, at, {}, &Run::at) - 1;
  const Copy how = run->how() == Copy::verbatim ? Copy::transformed : run->how();
  out_.put(bytes, run->origin, how, 0, run->under());
}

BuiltText made_of(const BuiltText& text, std::string_view bytes, Arena& arena) {
  TextBuilder made;
  TracedText(made).instead(text, 0, bytes);
  return made.done(arena);
}

}  // namespace fairlead::emit
