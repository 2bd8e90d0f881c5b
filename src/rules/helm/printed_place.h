#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule_run.h"

namespace fairlead {

/// Where in an object something was printed.
struct PrintedPlace {
  const Resource* resource = nullptr;  ///< null where it stands in no object: in a comment
  std::vector<std::string_view> keys;  ///< that lead to it; those of lists' items are left out
  Ref value;                           ///< the innermost value around it
  bool is_key = false;                 ///< it is a key itself
  Span key_at;                         ///< of the last of `keys`; no place where there is none

  /// Whether `key` is the one of the object's own keys that it lies below.
  bool below(std::string_view key) const { return !keys.empty() && keys.front() == key; }
  /// Whether it is an annotation's.
  bool is_annotation() const;
};

PrintedPlace printed_place(const Facts& facts, Span at);

/// What a value of the chart is called, for words about it: the key that is written at `cause`, or
/// "" where it is none.
std::string_view value_name(const SourceMap& sources, Span cause);

}  // namespace fairlead
