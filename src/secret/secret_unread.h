#pragma once
#include <string_view>
#include <vector>

#include "shell/assignment.h"
#include "tree/document.h"

namespace fairlead {

/// What may be a credential in a text that could not be read: behind the name of one, and in a
/// Secret behind any key, all up to the line's end and the lines that go on with it. To be hidden
/// in place: what does not parse has no words that could be told apart. Linear in the text's
/// length.
std::vector<TextRange> unread_values(std::string_view text);

/// The documents of a file that a problem lies in, all of the file where it lies in none; with a
/// tree or without.
struct UnreadPart {
  Span span;
  bool has_tree = false;
};
std::vector<UnreadPart> unread_parts(const Tree& tree, SourceId source, std::size_t size);

/// Hides what stands where a credential belongs and was read as something else: `*name` without an
/// anchor, an anchor, a tag or a `#` with nothing behind it, a list, a long number.
void hide_unfit(Ref value, SourceMap& sources);

}  // namespace fairlead
