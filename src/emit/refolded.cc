#include "emit/refolded.h"

#include "emit/characters.h"
#include "emit/key_order.h"
#include "emit/scalar_traits.h"
#include "tree/document.h"

namespace fairlead::emit {
namespace {

bool is_blank(std::string_view text, std::size_t at) { return text[at] == ' ' || text[at] == '\t'; }

bool breaks_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_break(character_at(text, at).code);
}

/// Whether the first character that is no line break is a blank, or there is none.
bool begins_blank(std::string_view text) {
  std::size_t at = 0;
  while (breaks_at(text, at)) at += character_at(text, at).size;
  return at == text.size() || is_blank(text, at);
}

/// The text as go-yaml's emitter folds it, never at a width, as an item of a list.
std::string folded(std::string_view text) {
  std::string made = "- >";
  if (text.front() == ' ' || breaks_at(text, 0)) made += '2';
  if (!text.ends_with('\n')) made += '-';
  if (text.ends_with("\n\n") || text == "\n") made += '+';
  made += '\n';
  const bool doubles = !begins_blank(text);
  bool after_break = true, blank_line = true;
  for (std::size_t at = 0; at < text.size();) {
    const Character next = character_at(text, at);
    const bool breaks = is_break(next.code);
    if (breaks && !after_break && !blank_line && next.code == '\n' && doubles) made += '\n';
    if (!breaks && after_break) {
      made += "  ";
      blank_line = is_blank(text, at);
    }
    made += text.substr(at, next.size);
    after_break = breaks;
    at += next.size;
  }
  return made;
}

}  // namespace

std::string refolded(std::string_view text) {
  if (text.empty() || !scalar_traits(text, Version::three).allows_block) return std::string(text);
  Arena arena;
  SourceMap sources;
  const Tree tree = read_kyaml(arena, sources, sources.add_written("folded", folded(text)));
  return std::string(Ref(tree.documents.front().root)[std::size_t{0}].text());
}

}  // namespace fairlead::emit
