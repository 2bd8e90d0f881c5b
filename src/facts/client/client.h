#pragma once
#include <span>
#include <vector>

#include "client/client_needs.h"
#include "facts/client/client_at.h"
#include "facts/server/redis.h"

namespace fairlead {

/// The use that a program is declared to make of a library: its names, and the end that it is.
redis::ClientUse client_use(const Program& program, const redis::ClientLibrary& library);

/// Why a user lacks what a library does.
enum class LackKind : std::uint8_t {
  denied,          ///< its rules do not hold it
  removed,         ///< a rule with `-` takes away what one before it gives
  no_key,          ///< it has no key pattern at all
  no_channel,      ///< it has no channel at all
  not_the_pattern  ///< it may use these channels, but not subscribe to their pattern
};

/// What a program that logs in as a user may not do, although its library does it.
struct LibraryLack {
  const redis::ClientLibrary* library = nullptr;
  Span at;          ///< where it is said who logs in
  std::string who;  ///< "`worker` logs in as this user"
  redis::ClientLack lack;
  LackKind kind{};
};

/// All that the libraries of the programs do that log in as this user, and that its rules do not
/// permit: declared programs with the names of their queues, and workloads that were found to use a
/// library (`logins`) with its commands alone.
std::vector<LibraryLack> library_lacks(const AclUserLine& user, std::span<const Program> programs,
                                       std::span<const ClientAt* const> logins);

}  // namespace fairlead
