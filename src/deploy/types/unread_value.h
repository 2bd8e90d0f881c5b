#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "source/span.h"

namespace fairlead {

/// A key that is given to a chart and that nothing in it reads, under any values: the topmost one.
struct UnreadValue {
  /// What was meant, as far as it can be told.
  enum class Slip : std::uint8_t {
    none,
    spelling,   ///< `near` is read beside it, and is not given
    elsewhere,  ///< `near` is read, and is not given: the same key in another map
    alias,      ///< it is the name of a dependency that is called `near` here
    condition,  ///< `enabled` of a dependency `near`, which no condition of Chart.yaml names
  };

  Span at;           ///< its key
  std::string path;  ///< "redis.auth"
  Slip slip = Slip::none;
  std::string near;     ///< a path, or a dependency's name
  Span near_at;         ///< of what Chart.yaml says; else no place
  std::string moved;    ///< of `elsewhere`: the key below `path` that is meant, with its path
  bool is_off = false;  ///< its value is false
  std::vector<std::string> leaves;  ///< the keys of what lies below it, the first of them
};

}  // namespace fairlead
