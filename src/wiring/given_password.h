#pragma once
#include <optional>
#include <string>

#include "facts/facts.h"

namespace fairlead {

/// A password that a program is given in a variable of its own, beside the host.
struct GivenPassword {
  std::string variable;  ///< "REDIS_PASSWORD"
  std::string text;
  Span at;
};

/// The password beside a host that a variable of its own names: `REDIS_CACHE_PASSWORD` of
/// `REDIS_CACHE_HOST`. Nothing where its value is not in view, or where the program logs in as
/// another user than `default`.
std::optional<GivenPassword> given_password(const Facts& facts, const Endpoint& endpoint);

}  // namespace fairlead
