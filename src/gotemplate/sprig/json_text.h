#pragma once
#include <string>

#include "gotemplate/value/heap.h"
#include "source/text_builder.h"

namespace fairlead::gotemplate {

/// How Go's encoding/json writes a value.
struct JsonStyle {
  bool escapes_html = true;  ///< < > & as \u003c …
  bool indented = false;     ///< two blanks a level
};

/// Appends a value as JSON; what is copied keeps where it was written. Where JSON has no way to
/// write it, what is wrong.
std::string put_json(const Value& value, const JsonStyle& style, Heap& heap, TextBuilder& out);

}  // namespace fairlead::gotemplate
