#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/server/acl.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// Commands of a category that nobody expects there, since they concern every client or every key:
/// they have no keys, so no pattern holds them back.
struct Surprise {
  std::string_view category;
  std::string_view commands[4];
  std::string_view why;  ///< what they do
};
constexpr Surprise surprises[] = {
    {"connection", {"client|kill", "client|pause"}, "stop other clients"},
    {"keyspace", {"flushall", "flushdb", "swapdb", "keys"}, "heed no key pattern"},
    {"write", {"flushall", "flushdb", "swapdb"}, "heed no key pattern"},
    {"fast", {"swapdb"}, "heed no key pattern"},
    {"slow", {"flushall", "flushdb", "keys", "client|kill"}, "heed no key pattern"},
    {"read", {"keys"}, "heed no key pattern and stop the server on many keys"},
};

/// Whether somebody evidently meant to hold the user back: neither the keys, which may be none, nor
/// the commands are everything.
bool is_restricted(const AclUserLine& user, const redis::AclReading& reading) {
  if (user.name.text == "default") return false;
  return std::ranges::all_of(reading.users, [](const redis::AclUser& each) {
    const redis::AclSelector& root = each.selectors.front();
    const auto all = std::ranges::any_of(root.keys, [](const redis::KeyPattern& key) {
      return key.pattern.find_first_not_of('*') == std::string::npos;
    });
    return each.errors.empty() && !each.truncated && !root.all_keys && !all && !root.all_commands;
  });
}

/// Those of the surprising commands that the user may run in the end.
std::vector<std::string> granted(const redis::AclReading& reading, const Surprise& surprise) {
  std::vector<std::string> found;
  for (const std::string_view command : surprise.commands) {
    if (command.empty()) continue;
    const bool everywhere = std::ranges::all_of(reading.users, [&](const redis::AclUser& user) {
      const std::size_t bar =
          redis::has_selectors(user.version) ? command.size() : command.find('|');
      return redis::evaluate_use(user, {command.substr(0, bar), {}, {}}).allowed();
    });
    if (everywhere) found.emplace_back(command);
  }
  return found;
}

/// "which heed no key pattern", of one command "which heeds …".
std::string which(std::string_view why, std::size_t count) {
  std::string words(why);
  const bool one = count == 1;
  for (const std::string_view verb : {"heed", "stop"}) {
    const std::size_t at = words.find(verb);
    if (one && at != std::string::npos) words.insert(at + verb.size(), "s");
  }
  return "which " + words;
}

/// Whether a rule names the command itself, so that it is meant.
bool is_named(const AclUserLine& user, std::string_view command) {
  return std::ranges::any_of(user.rules, [&](const Token& rule) {
    return rule.text.starts_with('+') &&
           equal_ignoring_case(rule.text.substr(1), command.substr(0, rule.text.size() - 1));
  });
}

void check(RuleRun& run, const AclUserLine& user, const redis::AclReading& reading,
           const Token& rule, std::vector<std::string>& said) {
  for (const Surprise& surprise : surprises) {
    if (!equal_ignoring_case(rule.text.substr(2), surprise.category)) continue;
    std::vector<std::string> names = granted(reading, surprise);
    std::erase_if(names, [&](const std::string& name) {
      return is_named(user, name) || std::ranges::find(said, name) != said.end();
    });
    if (names.empty()) continue;
    said.insert(said.end(), names.begin(), names.end());
    std::vector<std::string> shown, removed;
    for (const std::string& name : names) {
      std::string words = upper(name);
      std::ranges::replace(words, '|', ' ');
      shown.push_back(fmt::format("`{}`", words));
      removed.push_back("-" + name);
    }
    const std::string message =
        fmt::format("`{}` also lets user `{}` run {}, {}", rule.text, user.name.text,
                    joined(shown, ", "), which(surprise.why, shown.size()));
    Finding& finding = run.report(user.resource, rule.at, message);
    finding.caption = "the category holds more than its name says";
    finding.help =
        fmt::format("add `{}` behind it, or name the commands one by one", joined(removed, " "));
  }
}

}  // namespace

void rule_redis_acl_grants_more_than_it_says(RuleRun& run) {
  for (const AclUserLine& user : run.facts().redis.acl_users) {
    if (user.reader == AclReader::sentinel) continue;
    const redis::AclReading reading = read_acl_user(user);
    if (!is_restricted(user, reading)) continue;
    run.answered();
    std::vector<std::string> said;
    for (const Token& rule : user.rules) {
      if (rule.text.starts_with("+@")) check(run, user, reading, rule, said);
    }
  }
}

}  // namespace fairlead
