#pragma once
#include <cstdint>
#include <string_view>

namespace fairlead::redis {

enum class KeyBegin : std::uint8_t { index, keyword, unknown };
enum class KeyFind : std::uint8_t { range, key_count, unknown };

/// Where some of a command's keys stand in its arguments, and what is done to them. The words are
/// those of the servers' own key specifications (COMMAND INFO).
struct KeySpec {
  bool read = false;        ///< a pattern must permit reading
  bool write = false;       ///< a pattern must permit writing
  bool not_key = false;     ///< a shard channel or the like
  bool incomplete = false;  ///< there may be more keys than it says
  bool variable = false;    ///< read and write depend on other arguments
  KeyBegin begin = KeyBegin::unknown;
  KeyFind find = KeyFind::unknown;
  /// index: the first argument. keyword: where the search starts, negative from the end.
  std::int8_t first = 0;
  std::string_view keyword;
  /// range: the last key, relative to the first; negative from the end. key_count: where the count
  /// stands, relative to the first.
  std::int8_t last = 0;
  std::int8_t step = 1;
  /// range: where > 1, only that part of what follows. key_count: the first key, relative to
  /// `first`.
  std::int8_t limit = 0;
};

/// How a server finds keys that key specs cannot express, or not fully.
enum class KeyFunction : std::uint8_t {
  none,
  set,
  bitfield,
  sort,
  sort_ro,
  migrate,
  georadius,
  xread,
  eval,
  function,
  zstore,
  zunion,
  sintercard,
  lmpop,
  blmpop,
  zmpop,
  bzmpop,
};

/// How a command's database arguments are found (Valkey 9.1).
enum class DatabaseFunction : std::uint8_t { none, select, move, swapdb, copy };

}  // namespace fairlead::redis
