#pragma once
#include <string>
#include <vector>

#include "source/span.h"

namespace fairlead::helm {

/// Why a value does not fit a schema.
struct SchemaFault {
  /// How Helm shows it: a line of its own, or for a reference, whose one cause says all, none.
  enum class Kind : unsigned char { line, group, reference };

  std::string path;     ///< of the value, a JSON pointer: "/service/port"; "" is the root
  std::string message;  ///< in Helm's words: "got string, want integer"
  std::string keyword;  ///< what of the schema says so: "type"; "" where it is a schema as a whole
  /// The value, or the mapping that lacks something, or the key that is not allowed; where those
  /// are written nowhere, the nearest above them that is. No place for the root.
  Span at;
  std::vector<Span> more;             ///< the other keys that are not allowed
  Span schema;                        ///< what is written in the schema; no place in a draft's own
  std::vector<SchemaFault> causes{};  ///< of `anyOf` and its like: why each branch does not fit
  Kind kind = Kind::line;
};

}  // namespace fairlead::helm
