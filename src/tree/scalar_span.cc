#include <algorithm>
#include <cstring>

#include "source/made_of.h"
#include "tree/scalar.h"
#include "tree/scalar_parts.h"

namespace fairlead {
namespace {

using Parts = std::vector<ScalarPart>;

const ScalarPart& part_at(const Parts& parts, std::size_t at) {
  const auto after = std::ranges::upper_bound(parts, at, {}, &ScalarPart::at);
  return *(after - 1);
}

std::uint32_t written_begin(const Parts& parts, std::size_t at) {
  const ScalarPart& part = part_at(parts, at);
  return part.verbatim ? part.begin + static_cast<std::uint32_t>(at) - part.at : part.begin;
}

std::uint32_t written_end(const Parts& parts, std::size_t last) {
  const ScalarPart& part = part_at(parts, last);
  return part.verbatim ? part.begin + static_cast<std::uint32_t>(last) - part.at + 1 : part.end;
}

bool is_quoted(const Node& scalar) {
  return scalar.style() == Style::single_quoted || scalar.style() == Style::double_quoted;
}

/// The bytes between the quotes, or all where there are none.
Span inner(const Node& scalar) {
  const Span span = scalar.span();
  return is_quoted(scalar) && span.size() >= 2 ? span.part(1, span.size() - 1) : span;
}

}  // namespace

void ScalarReading::copy(std::string_view source, std::size_t begin, std::size_t end) {
  if (begin == end) return;
  const auto at = static_cast<std::uint32_t>(decoded.size());
  decoded += source.substr(begin, end - begin);
  if (!parts.empty() && parts.back().verbatim && parts.back().end == begin) {
    parts.back().end = static_cast<std::uint32_t>(end);
    return;
  }
  parts.push_back({at, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), true});
}

void ScalarReading::make(std::string_view text, std::size_t begin, std::size_t end) {
  if (text.empty()) return;
  parts.push_back({static_cast<std::uint32_t>(decoded.size()), static_cast<std::uint32_t>(begin),
                   static_cast<std::uint32_t>(end), false});
  decoded += text;
}

namespace {

/// Reads a scalar again as its language has it.
ScalarReading read_again(std::string_view source, const Node& scalar) {
  const Span span = scalar.span(), content = inner(scalar);
  const bool folded = scalar.style() == Style::folded;
  ScalarReading reading;
  switch (scalar.syntax()) {
    case Syntax::yaml:
      if (folded || scalar.style() == Style::literal)
        return read_block_scalar(source, span.begin, folded, scalar.text());
      return read_flow_scalar(source, content.begin, content.end,
                              is_quoted(scalar) ? source[span.begin] : '\0');
    case Syntax::json:
      add_escaped(reading, source, content.begin, content.end, Escapes::json);
      return reading;
    case Syntax::redis:
      return read_redis_token(source, span.begin, span.end);
    case Syntax::env:
      add_escaped(reading, source, content.begin, content.end, Escapes::env_double);
      return reading;
  }
  __builtin_unreachable();
}

}  // namespace

ScalarReading scalar_parts(const SourceMap& sources, const Node& scalar) {
  const std::string_view source = sources.text(scalar.span().source);
  const Span content = inner(scalar);
  ScalarReading reading;
  if (sources.text(content) == scalar.text()) {  // byte for byte, as most are
    reading.copy(source, content.begin, content.end);
    return reading;
  }
  reading = read_again(source, scalar);
  return reading.decoded == scalar.text() ? reading : ScalarReading{};
}

Span decoded_span(const SourceMap& sources, const Node& scalar, std::size_t from, std::size_t to) {
  return DecodedSpans(sources, scalar).at(from, to);
}

Span DecodedSpans::at(std::size_t from, std::size_t to) {
  const std::size_t size = scalar_.text().size();
  if (size == 0) return inner(scalar_).part(0, 0);
  to = std::min(to, size);
  from = std::min(from, to);
  if (!read_) parts_ = scalar_parts(sources_, scalar_).parts;
  read_ = true;
  if (parts_.empty()) return scalar_.span();
  Span span = scalar_.span();
  span.begin = from < size ? written_begin(parts_, from) : written_end(parts_, size - 1);
  span.end = from < to ? written_end(parts_, to - 1) : span.begin;
  return span;
}

Span decoded_bytes(SourceMap& sources, const Node& scalar, std::string_view name) {
  const std::string_view text = scalar.text();
  const Span inner = decoded_span(sources, scalar, 0, text.size());
  if (inner.size() == text.size() && sources.text(inner) == text) return inner;
  return {embed(sources, scalar, std::string(name)), 0, static_cast<std::uint32_t>(text.size())};
}

TextBuilder traced_scalar(SourceMap& sources, const Node& scalar) {
  const ScalarReading reading = scalar_parts(sources, scalar);
  const Span at = scalar.span();
  TextBuilder made;
  if (reading.parts.empty()) {
    made.put(scalar.text(), sources.add_origin(at, OriginKind::decoded), Copy::transformed);
    return made;
  }
  const OriginId whole = sources.add_origin(at, OriginKind::embedded);
  for (std::size_t i = 0; i < reading.parts.size(); ++i) {
    const ScalarPart& part = reading.parts[i];
    const std::size_t end =
        i + 1 < reading.parts.size() ? reading.parts[i + 1].at : reading.decoded.size();
    const std::string_view bytes = std::string_view(reading.decoded).substr(part.at, end - part.at);
    if (part.verbatim) {
      made.put(bytes, whole, Copy::verbatim, part.begin - at.begin);
    } else {
      const Span escape{at.source, part.begin, part.end};
      made.put(bytes, sources.add_origin(escape, OriginKind::embedded), Copy::transformed);
    }
  }
  return made;
}

SourceId embed(SourceMap& sources, const Node& scalar, std::string name) {
  return sources.add_made(std::move(name), traced_scalar(sources, scalar));
}

SourceId embed_decoded(SourceMap& sources, const Node& scalar, std::string name, std::string text) {
  TextBuilder made;
  const Span plain = made_of(sources, scalar.span(), text);
  const OriginId origin =
      sources.add_origin(plain.is_place() ? plain : scalar.span(), OriginKind::decoded);
  made.put(text, origin, plain.is_place() ? Copy::verbatim : Copy::transformed);
  return sources.add_made(std::move(name), std::move(made));
}

}  // namespace fairlead
