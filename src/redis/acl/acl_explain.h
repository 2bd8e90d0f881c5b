#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redis/acl/acl.h"

namespace fairlead::redis {

/// One rule of a user, which may be a part of a token: `+get` of `(+get`.
struct AclRule {
  std::size_t token = 0;    ///< index into the rules
  std::uint32_t begin = 0;  ///< its bytes in that token's text
  std::uint32_t end = 0;
  std::string text;
  std::size_t selector = 0;  ///< 0: the root; else which pair of parentheses, from 1
};

/// The rules as they are applied, those inside parentheses one by one. Rules that are refused are
/// among them.
std::vector<AclRule> rules_of(std::span<const std::string_view> tokens, Version version);

/// What one rule has to do with a decision.
struct AclReason {
  enum class About : std::uint8_t { command, key, channel, database };
  About about{};
  bool permits = false;
  std::string name;             ///< the key, channel or database
  std::optional<AclRule> rule;  ///< nothing: no rule speaks of it
};

/// A decision and the rules that it comes from.
struct AclExplanation {
  Decision decision;
  std::vector<AclReason> reasons;
  /// The rules that, added at the end, let the command through; empty where it is allowed, or where
  /// no rule could.
  std::vector<std::string> tokens;
};

/// Decides as evaluate() and says by which rules. Passwords never appear: no rule about them
/// decides.
AclExplanation explain(std::span<const std::string_view> rules, Version version,
                       const AclSettings& settings, std::span<const std::string_view> argv);

}  // namespace fairlead::redis
