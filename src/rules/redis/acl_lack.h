#pragma once
#include <map>
#include <string>
#include <vector>

#include "facts/client/client.h"
#include "lint/rule_run.h"

namespace fairlead {

/// What a user lacks for all that its programs do.
struct AclLack {
  std::map<std::string, std::vector<std::string>> denials;  ///< "may not run" → `GET`, `SET`
  std::vector<std::string> tokens;                          ///< to add, in order
  std::vector<std::pair<Span, std::string>> users;          ///< "`worker` logs in as this user"
  std::vector<std::string> needed_by;                       ///< "BullMQ"
  std::vector<std::string> clients;                         ///< the same by their ids: "bullmq"
  std::vector<std::string> effects;                         ///< what the libraries do without
  bool goes_on = true;  ///< all that is denied is what the libraries can do without
  std::string caption = "these rules do not permit it";
};

void add_once(std::vector<std::string>& words, std::string word);
/// Adds that `program` logs in as the user.
void add_user(AclLack& lack, Span at, std::string who);
/// "may not run", "may not touch the key `jobs` with" …
std::string reason_of(const redis::Decision& decision);

/// What the declared libraries lack of one kind.
AclLack library_lack(const RuleRun& run, const AclUserLine& user, LackKind kind);
/// Adds it to what is known already.
void add_library_lack(AclLack& lack, const RuleRun& run, const AclUserLine& user, LackKind kind);

/// Reports it, with the rules to add as help and as a fix.
void report_lack(RuleRun& run, const AclUserLine& user, const AclLack& lack);
/// Reports, for every user of data nodes, what libraries lack of one kind.
void report_library_lacks(RuleRun& run, LackKind kind, std::string_view caption);

}  // namespace fairlead
