#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "redis/command/commands.h"

namespace fairlead::redis {

/// A key among a command's arguments, and what a pattern must permit for it.
struct KeyUse {
  std::size_t argument = 0;
  bool read = false;
  bool write = false;
};

/// Whether the command can have keys at all.
bool has_keys(const Command& command);

/// The keys that a server finds in `argv` when it checks permissions: by the key specs, or, where
/// one of them cannot say, by the command's own function, which mostly knows no read or write.
/// `argv` has a valid number of arguments.
std::vector<KeyUse> keys_of(const Command& command, std::span<const std::string_view> argv,
                            Version version);

/// What the command does to its keys, one entry for each kind of key, whatever the arguments are:
/// the least where they decide (SET without GET). `argument` means nothing.
std::vector<KeyUse> possible_key_uses(const Command& command);

/// The arguments that are database numbers (Valkey 9.1); none where one of them is no number below
/// `databases`, as the command then fails by itself.
std::vector<std::size_t> database_arguments(const Command& command,
                                            std::span<const std::string_view> argv,
                                            std::int64_t databases);

}  // namespace fairlead::redis
