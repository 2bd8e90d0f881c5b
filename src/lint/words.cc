#include "lint/words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "tree/written_text.h"

namespace fairlead {

void add_label(Finding& finding, Span at, std::string text) {
  if (!at.empty()) finding.labels.push_back({at, std::move(text), false});
}

std::string some_names(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::string words;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    words += fmt::format("{}`{}`", i > 0 ? ", " : "", names[i]);
  }
  if (names.size() > most) words += fmt::format(" and {} more", names.size() - most);
  return words;
}

std::string_view nearest_of(std::string_view name, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return nearest(name, candidates);
}

Span inside(const SourceMap& sources, Ref scalar) {
  return text_of(scalar).span(sources, 0, scalar.text().size());
}

Span pair_span(Ref value) {
  const Span at = value.span();
  if (!value.key() || value.key()->span().source != at.source) return at;
  return {at.source, std::min(value.key()->span().begin, at.begin), at.end};
}

}  // namespace fairlead
