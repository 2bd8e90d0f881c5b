#include "facts/server/made_text.h"

#include "tree/scalar.h"

namespace fairlead {

void MadeText::put(std::string_view words, Ref because) {
  piece(because.span(), Copy::transformed);
  text_ += words;
}

void MadeText::copy(Ref scalar) {
  const SourceId source = embed(sources_, *scalar, "a value");
  const auto size = static_cast<std::uint32_t>(sources_.text(source).size());
  piece({source, 0, size}, Copy::verbatim);
  text_ += sources_.text(source);
}

SourceId MadeText::made(std::string_view name) {
  return sources_.add_made(std::string(name), std::move(text_), std::move(pieces_));
}

void MadeText::piece(Span at, Copy how) {
  const OriginId origin = sources_.add_origin({at, OriginKind::embedded});
  pieces_.push_back({static_cast<std::uint32_t>(text_.size()), origin, how});
}

}  // namespace fairlead
