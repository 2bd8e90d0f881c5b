#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "report/mask.h"
#include "source/source_map.h"

namespace fairlead {

/// A place as a person sees it: its line, with what belongs under it.
struct SnippetLine {
  std::uint32_t number = 0;
  std::string text;        ///< masked, inert, tabs expanded, cut to a width
  std::size_t indent = 0;  ///< columns before the carets
  std::size_t carets = 0;  ///< at least 1
  bool continues = false;  ///< the place goes on in later lines
};

/// The first line of a written span.
SnippetLine snippet_line(const SourceMap& sources, const Mask& mask, Span span);

}  // namespace fairlead
