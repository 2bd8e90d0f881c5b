#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "redis/acl/acl.h"
#include "redis/command/command_keys.h"

namespace fairlead::redis {

/// Which refusal is reported where several selectors refuse: the one that came furthest.
int rank_of(Verdict verdict);

Decision refused(Verdict verdict, std::size_t argument, std::string_view name, std::string token);
Decision refused_command(const AclUser& user, const Command& command,
                         std::span<const std::string_view> argv);
Decision refused_channel(std::string_view channel, std::size_t at, ChannelAccess access);

bool may_run(const AclSelector& selector, const Command& command);
bool has_key(const AclSelector& selector, std::string_view key, const KeyUse& use);
bool has_channel(const AclSelector& selector, std::string_view channel, ChannelAccess access);
/// The rule that permits a refused key.
std::string key_token(const AclSelector& selector, std::string_view key);

/// The refusal that the server reports, of all selectors'; the first that allows wins.
template <typename Check>
Decision first_allowed(const AclUser& user, Check check_selector) {
  std::optional<Decision> worst;
  for (std::size_t i = 0; i < user.selectors.size(); ++i) {
    Decision decision = check_selector(user.selectors[i]);
    if (decision.allowed()) return {};
    decision.selector = i;
    if (!worst || rank_of(decision.verdict) > rank_of(worst->verdict) ||
        (decision.verdict == worst->verdict && decision.argument > worst->argument)) {
      worst = std::move(decision);
    }
  }
  return worst.value_or(Decision{Verdict::error, 0, "no selector", "", 0});
}

}  // namespace fairlead::redis
