#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "deploy/flux/substitution/envsubst.h"
#include "source/source_map.h"

namespace {

using namespace fairlead;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

/// Flux' substitution: the first byte chooses, the next two are sizes of the variables' values,
/// then these and the text. Each byte that is made is one of the text, of a value, or made of one
/// of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4 || size > 4096) return 0;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  SourceMap sources;
  Arena arena;
  std::size_t at = 3;
  const auto take = [&](std::size_t bytes, const char* name) {
    const std::string_view part = all.substr(at, bytes);
    at += part.size();
    const SourceId source = sources.add_written(name, std::string(part));
    const Span whole{source, 0, static_cast<std::uint32_t>(part.size())};
    TextBuilder text;
    text.put(part, sources.add_origin(whole, OriginKind::interpolated), Copy::verbatim);
    return text.done(arena);
  };
  flux::Variables variables;
  variables.open = data[0] & 1;
  variables.strict = data[0] & 2;
  variables.known.emplace("a", take(data[1] % 32, "a"));
  variables.known.emplace("b", take(data[2] % 32, "b"));
  const BuiltText text = take(size, "text");
  const flux::Filled made = flux::fill_in(text, variables, arena);
  require(made.fault.empty() || made.text.text() == text.text());
  for (const flux::Bytes& each : made.undefined)
    require(each.begin < each.end && each.end <= text.size);
  TextBuilder out;
  out.append(made.text);
  const SourceId source = sources.add_made("made", std::move(out));
  const Span whole{source, 0, made.text.size};
  for (const Way& way : sources.trace(whole))
    require(way.written().end <= sources.text(way.written().source).size());
  return 0;
}
