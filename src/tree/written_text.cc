#include "tree/written_text.h"

#include "tree/scalar.h"

namespace fairlead {

Span WrittenText::span(const SourceMap& sources, std::size_t from, std::size_t to) const {
  return node ? decoded_span(sources, *node, from, to) : made.part(from, to);
}

Span WrittenText::span() const { return node ? node->span() : made; }

WrittenText text_of(Ref scalar) {
  if (!scalar.present() || !scalar->is_scalar()) return {};
  return {scalar->text(), scalar.node(), {}};
}

}  // namespace fairlead
