#include "facts/server/charts/made_text.h"

#include "tree/scalar.h"

namespace fairlead {

void MadeText::put(std::string_view words, Ref because) {
  made_.put(words, sources_.add_origin(because.span(), OriginKind::joined), Copy::transformed);
}

void MadeText::copy(Ref scalar) {
  const SourceId source = embed(sources_, *scalar, "a value");
  const std::string_view text = sources_.text(source);
  const Span all{source, 0, static_cast<std::uint32_t>(text.size())};
  made_.put(text, sources_.add_origin(all, OriginKind::joined), Copy::verbatim);
}

SourceId MadeText::made(std::string_view name) {
  return sources_.add_made(std::string(name), std::move(made_));
}

}  // namespace fairlead
