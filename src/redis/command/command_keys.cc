#include "redis/command/command_keys.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "redis/numbers.h"

namespace fairlead::redis {
namespace {

using Arguments = std::span<const std::string_view>;

/// A number as C's atoi reads one: what stands at the front, else 0; what 64 bits do not hold is
/// the nearest that they do, and of that the lower 32 bits count.
std::int32_t loose_number(std::string_view text) {
  return static_cast<std::int32_t>(parse_loosely(text, 10).value);
}

bool is(std::string_view argument, std::string_view word) {
  return equal_ignoring_case(argument, word);
}

/// Where the keys of a specification begin: 0 where its keyword is not among the arguments.
std::int64_t first_argument(const KeySpec& spec, Arguments argv) {
  if (spec.begin == KeyBegin::index) return spec.first;
  const auto count = static_cast<std::int64_t>(argv.size());
  const bool forward = spec.first > 0;
  const std::int64_t stop = forward ? count - 1 : 1;
  for (std::int64_t i = forward ? spec.first : count + spec.first; forward ? i < stop : i > stop;
       i += forward ? 1 : -1) {
    if (i < 1 || i >= count) break;
    if (is(argv[static_cast<std::size_t>(i)], spec.keyword)) return i + 1;
  }
  return 0;
}

struct KeyRange {
  std::int64_t first;
  std::int64_t last;
};

/// How many keys an argument says that there are, strictly read; nothing where it is refused.
std::optional<std::int64_t> key_count(std::string_view text, Version version) {
  const auto number = parse_integer(text);
  if (!number || *number < 0) return std::nullopt;
  // getKeysUsingKeySpecs in src/db.c: an int there, until it was made a long, and in Valkey refused
  // where an int cannot hold it.
  switch (version) {
    case Version::redis_6_2:
    case Version::redis_7_0:
    case Version::redis_7_2:
    case Version::valkey_8_0:
    case Version::valkey_8_1:
      return static_cast<std::int32_t>(*number);
    case Version::redis_7_4:
    case Version::redis_8_0:
    case Version::redis_8_later:
    case Version::valkey_9_1:
      return number;
  }
  __builtin_unreachable();
}

/// Nothing where the arguments do not fit the specification.
std::optional<KeyRange> key_range(const KeySpec& spec, std::int64_t first, Arguments argv,
                                  Version version) {
  const auto count = static_cast<std::int64_t>(argv.size());
  std::int64_t last = 0;
  if (spec.find == KeyFind::range) {
    if (spec.last >= 0) {
      last = first + spec.last;
    } else if (spec.limit <= 1) {
      last = count + spec.last;
    } else {
      last = first + (count - first) / spec.limit + spec.last;
    }
  } else {
    const std::int64_t at = first + spec.last;
    if (at >= count) return std::nullopt;
    const auto keys = key_count(argv[static_cast<std::size_t>(at)], version);
    if (!keys || *keys > count) return std::nullopt;
    first += spec.limit;
    last = first + (*keys - 1) * spec.step;
  }
  if (last >= count || last < first || first >= count) return std::nullopt;
  return KeyRange{first, last};
}

/// The keys by the command's specifications; nothing where one of them cannot say.
std::optional<std::vector<KeyUse>> keys_by_specs(const Command& command, Arguments argv,
                                                 Version version) {
  std::vector<KeyUse> keys;
  for (const KeySpec& spec : command.key_specs()) {
    if (spec.not_key) continue;
    if (spec.begin == KeyBegin::unknown) return std::nullopt;
    const std::int64_t first = first_argument(spec, argv);
    if (first == 0) continue;
    if (spec.find == KeyFind::unknown) return std::nullopt;
    const auto range = key_range(spec, first, argv, version);
    if (!range) return std::nullopt;
    for (std::int64_t i = range->first; i <= range->last; i += spec.step) {
      keys.push_back({static_cast<std::size_t>(i), spec.read, spec.write});
    }
    if (spec.incomplete) return std::nullopt;
  }
  return keys;
}

KeyUse set_key(Arguments argv) {
  for (std::size_t i = 3; i < argv.size(); ++i) {
    if (is(argv[i], "get")) return {1, true, true};
  }
  return {1, false, true};
}

KeyUse bitfield_key(Arguments argv) {
  for (std::size_t i = 2; i < argv.size(); ++i) {
    const std::size_t following = argv.size() - i - 1;
    if (is(argv[i], "get") && following >= 2) {
      i += 2;
    } else if (is(argv[i], "overflow") && following >= 1) {
      i += 1;
    } else {
      return {1, true, true};
    }
  }
  return {1, true, false};
}

std::vector<KeyUse> sort_keys(Arguments argv) {
  std::vector<KeyUse> keys = {{1, true, false}};
  std::size_t store = 0;
  for (std::size_t i = 2; i < argv.size(); ++i) {
    if (is(argv[i], "limit")) {
      i += 2;
    } else if (is(argv[i], "get") || is(argv[i], "by")) {
      i += 1;
    } else if (is(argv[i], "store") && i + 1 < argv.size()) {
      store = i + 1;
    }
  }
  if (store > 0) keys.push_back({store, false, true});
  return keys;
}

std::vector<KeyUse> migrate_keys(Arguments argv) {
  std::size_t first = 3;
  std::size_t count = 1;
  for (std::size_t i = 6; i < argv.size(); ++i) {
    if (is(argv[i], "keys")) {
      // With KEYS, the single key's place must be empty.
      count = argv[3].empty() ? argv.size() - i - 1 : 0;
      if (count > 0) first = i + 1;
      break;
    }
    if (is(argv[i], "auth")) {
      i += 1;
    } else if (is(argv[i], "auth2")) {
      i += 2;
    }
  }
  std::vector<KeyUse> keys;
  for (std::size_t i = 0; i < count; ++i) keys.push_back({first + i, true, true});
  return keys;
}

std::vector<KeyUse> georadius_keys(Arguments argv, Version version) {
  const bool known = version == Version::valkey_9_1;
  std::vector<KeyUse> keys = {{1, known, false}};
  std::size_t store = 0;
  for (std::size_t i = 5; i < argv.size(); ++i) {
    if ((is(argv[i], "store") || is(argv[i], "storedist")) && i + 1 < argv.size()) store = ++i;
  }
  if (store > 0) keys.push_back({store, false, known});
  return keys;
}

std::vector<KeyUse> xread_keys(Arguments argv) {
  std::vector<KeyUse> keys;
  std::size_t streams = 0;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    if (is(argv[i], "streams")) {
      streams = i;
      break;
    }
    if (is(argv[i], "block") || is(argv[i], "count")) {
      i += 1;
    } else if (is(argv[i], "group")) {
      i += 2;
    } else if (!is(argv[i], "noack")) {
      break;
    }
  }
  if (streams == 0) return keys;
  const std::size_t count = argv.size() - streams - 1;
  if (count % 2 != 0) return keys;
  for (std::size_t i = 0; i < count / 2; ++i) keys.push_back({streams + 1 + i, false, false});
  return keys;
}

/// `count_at` holds the number of keys that begin at `first`; `store`, if not 0, is one more.
std::vector<KeyUse> counted_keys(Arguments argv, std::size_t store, std::size_t count_at,
                                 std::size_t first) {
  std::vector<KeyUse> keys;
  if (count_at >= argv.size() || first > argv.size()) return keys;
  const std::int32_t count = loose_number(argv[count_at]);
  if (count < 1 || static_cast<std::size_t>(count) > argv.size() - first) return keys;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    keys.push_back({first + i, false, false});
  }
  if (store > 0) keys.push_back({store, false, false});
  return keys;
}

std::vector<KeyUse> keys_by_function(KeyFunction function, Arguments argv, Version version) {
  switch (function) {
    case KeyFunction::none:
      return {};
    case KeyFunction::set:
      return {set_key(argv)};
    case KeyFunction::bitfield:
      return {bitfield_key(argv)};
    case KeyFunction::sort:
      return sort_keys(argv);
    case KeyFunction::sort_ro:
      return {{1, true, false}};
    case KeyFunction::migrate:
      return migrate_keys(argv);
    case KeyFunction::georadius:
      return georadius_keys(argv, version);
    case KeyFunction::xread:
      return xread_keys(argv);
    case KeyFunction::zstore:
      return counted_keys(argv, 1, 2, 3);
    case KeyFunction::eval:
    case KeyFunction::function:
    case KeyFunction::blmpop:
    case KeyFunction::bzmpop:
      return counted_keys(argv, 0, 2, 3);
    case KeyFunction::zunion:
    case KeyFunction::sintercard:
    case KeyFunction::lmpop:
    case KeyFunction::zmpop:
      return counted_keys(argv, 0, 1, 2);
  }
  __builtin_unreachable();
}

bool is_database(std::string_view text, std::int64_t databases) {
  const auto number = parse_integer(text);
  return number && *number >= 0 && *number < databases;
}

/// None where COPY would not take its options.
std::vector<std::size_t> copy_databases(Arguments argv) {
  std::vector<std::size_t> found;
  for (std::size_t i = 3; i < argv.size(); ++i) {
    if (is(argv[i], "replace")) continue;
    if (!is(argv[i], "db") || i + 1 == argv.size()) return {};
    found.push_back(++i);
  }
  return found;
}

}  // namespace

bool has_keys(const Command& command) {
  if (command.facts->key_function != KeyFunction::none) return true;
  return std::ranges::any_of(command.key_specs(), [](const KeySpec& s) { return !s.not_key; });
}

std::vector<KeyUse> keys_of(const Command& command, std::span<const std::string_view> argv,
                            Version version) {
  const auto specs = command.key_specs();
  const bool usable = std::ranges::any_of(specs, [](const KeySpec& s) { return !s.not_key; }) &&
                      std::ranges::none_of(specs, &KeySpec::variable);
  if (usable) {
    if (auto keys = keys_by_specs(command, argv, version)) return *keys;
  }
  return keys_by_function(command.facts->key_function, argv, version);
}

std::vector<KeyUse> possible_key_uses(const Command& command) {
  std::vector<KeyUse> uses;
  for (const KeySpec& spec : command.key_specs()) {
    if (spec.not_key) continue;
    // What is said of a variable key is the most that can be done to it: SET writes, BITFIELD
    // reads.
    const bool sets = command.facts->key_function == KeyFunction::set;
    const bool reads = spec.read && !(spec.variable && sets);
    const bool writes = spec.write && !(spec.variable && !sets);
    uses.push_back({0, reads, writes});
  }
  return uses;
}

std::vector<std::size_t> database_arguments(const Command& command,
                                            std::span<const std::string_view> argv,
                                            std::int64_t databases) {
  std::vector<std::size_t> found;
  switch (command.facts->database_function) {
    case DatabaseFunction::none:
      return found;
    case DatabaseFunction::select:
      found = {1};
      break;
    case DatabaseFunction::move:
      found = {2};
      break;
    case DatabaseFunction::swapdb:
      found = {1, 2};
      break;
    case DatabaseFunction::copy:
      found = copy_databases(argv);
      break;
  }
  for (const std::size_t at : found) {
    if (at >= argv.size() || !is_database(argv[at], databases)) return {};
  }
  return found;
}

}  // namespace fairlead::redis
