#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/server/acl.h"
#include "lint/rule_run.h"
#include "rules/redis/acl_lack.h"

namespace fairlead {
namespace {

using redis::Decision;
using redis::Verdict;

/// Adds what the command is refused for, one thing after the other, as if each were then permitted.
bool add_command(RuleRun& run, const AclUserLine& user, const Program& program,
                 const Written& command, AclLack& lack) {
  constexpr int most_reasons = 8;
  std::vector<std::string> added;
  for (int i = 0; i < most_reasons; ++i) {
    const std::vector<std::string_view> more(added.begin(), added.end());
    const Decision decision = may_run(read_acl_user(user, more), program, command.text);
    if (decision.verdict == Verdict::error) {
      run.unknown(command.at, fmt::format("command `{}`", command.text), decision.name);
      return i > 0;
    }
    if (i == 0) run.answered();
    if (decision.allowed()) return i > 0;
    add_once(lack.denials[reason_of(decision)], fmt::format("`{}`", upper(command.text)));
    if (decision.missing_token.empty() || decision.selector != 0) return true;
    added.push_back(decision.missing_token);
    add_once(lack.tokens, decision.missing_token);
  }
  return true;
}

}  // namespace

void rule_redis_acl_denies_command(RuleRun& run) {
  for (const AclUserLine& user : run.facts().redis.acl_users) {
    if (user.reader == AclReader::sentinel) continue;
    AclLack lack;
    for (const Program& program : run.facts().config->programs) {
      if (!program.user || program.user->text != user.name.text) continue;
      bool lacks = false;
      for (const Written& command : program.commands) {
        lacks |= add_command(run, user, program, command, lack);
      }
      if (lacks) {
        add_user(lack, program.user->at,
                 fmt::format("`{}` logs in as this user", program.workload.text));
      }
    }
    if (!lack.denials.empty()) {
      lack.needed_by.push_back("its program");
      lack.goes_on = false;
    }
    add_library_lack(lack, run, user, LackKind::denied);
    if (!lack.denials.empty()) report_lack(run, user, lack);
  }
}

}  // namespace fairlead
