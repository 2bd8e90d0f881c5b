#include <algorithm>

#include "tree/document.h"
#include "tree/line_reader.h"

namespace fairlead {

Tree read_acl_file(Arena& arena, const SourceMap& sources, SourceId source,
                   const ReadLimits& limits) {
  Tree tree;
  LineReader reader(arena, sources, source, limits, tree);
  const std::string_view text = reader.text();
  bool more = true;
  for (auto line = reader.next_line(); more && line; line = reader.next_line()) {
    more = reader.open_line(line->begin);
    for (std::size_t at = line->begin; more && at <= line->end;) {
      const std::size_t size = text.substr(at, line->end - at).find(' ');
      const std::size_t end = at + std::min(size, line->end - at);
      more = reader.token(Style::plain, at, end, text.substr(at, end - at));
      at = end + 1;
    }
    if (more) reader.close_line();
  }
  reader.finish();
  return tree;
}

}  // namespace fairlead
