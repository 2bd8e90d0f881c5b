#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/server/acl.h"
#include "facts/server/redis_mounts.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

Finding& report(RuleRun& run, const AclUserLine& user, std::string message) {
  Finding& finding = run.report(user.resource, user.name.at, std::move(message));
  finding.help =
      "add `user default off`, or give `default` a password and the rules it needs, once all "
      "programs "
      "log in as users of their own";
  return finding;
}

/// Why `default` of a redis.conf without a line for it may be closed all the same; "" where it is
/// known to be open.
std::string_view closed_elsewhere(RuleRun& run, const ServerText& text) {
  for (const std::string_view name : {"include", "aclfile"}) {
    if (text.directive(name)) return "another file may define `default`";
  }
  const Resource* resource = text.users.front()->resource;
  if (resource && is_open_command_line(run.facts().workloads, *resource)) return "";
  const auto mounts =
      resource ? servers_mounting(run.facts().workloads, *resource) : std::vector<ConfigMount>();
  if (mounts.empty()) return "the server that reads this is not in view";
  const bool may = std::ranges::any_of(
      mounts, [](const ConfigMount& mount) { return may_set_users(*mount.container); });
  return may ? "the container's command may set a password" : "";
}

void check_conf(RuleRun& run, const ServerText& text) {
  const AclUserLine& first = *text.users.front();
  if (const Directive* password = text.directive("requirepass")) {
    if (password->words.size() == 2 && !password->words[1].text.empty()) return run.answered();
  }
  if (const std::string_view reason = closed_elsewhere(run, text); !reason.empty()) {
    run.unknown(first.name.at, "user `default`", std::string(reason));
    return;
  }
  report(run, first,
         "nothing closes the user `default`: who does not log in may run every command, whatever "
         "this user may do")
      .caption = "no line defines `default`, and there is no requirepass";
}

/// Where an ACL file is read, nothing else counts for `default`.
void check_file(RuleRun& run, const ServerText& text) {
  Finding& finding = report(
      run, *text.users.front(),
      "no line of this ACL file defines `default`: who does not log in may run every command, "
      "whatever the users of the file may do");
  finding.caption = "the first user; `default` is not among them";
  for (const Directive& directive : run.facts().redis.directives) {
    if (directive.place == ConfigPlace::redis_conf &&
        equal_ignoring_case(directive.words.front().text, "requirepass")) {
      add_label(finding, directive.words.front().at,
                "requirepass does not count where an ACL file is read");
    }
  }
}

void check(RuleRun& run, const ServerText& text) {
  const auto restricts = [](const AclUserLine* user) { return user->name.text != "default"; };
  if (std::ranges::none_of(text.users, restricts)) return;
  if (const AclUserLine* line = text.user("default")) {
    run.answered();
    if (!is_open_to_all(*line)) return;
    report(
        run, *line,
        "`default` needs no password and may run every command, so the other users restrict nobody")
        .caption = "who does not log in is this user";
    return;
  }
  const bool file = text.users.front()->place == ConfigPlace::acl_file;
  file ? check_file(run, text) : check_conf(run, text);
}

/// Users in customConfig never come to be (redis/custom-config-not-applied); without a password of
/// the operator's, `default` is all there is.
void check_failover(RuleRun& run, const Resource& resource) {
  const auto is_own = [&](const auto& each) {
    return each.place == ConfigPlace::custom_config && each.resource == &resource;
  };
  const auto& users = run.facts().redis.acl_users;
  const auto user = std::ranges::find_if(users, is_own);
  const Ref spec = resource.root["spec"];
  if (user == users.end() || resource.partial || spec["redis"]["command"]) return;
  const bool password =
      std::ranges::any_of(run.facts().redis.directives, [&](const Directive& each) {
        return is_own(each) && equal_ignoring_case(each.words.front().text, "requirepass");
      });
  run.answered();
  if (password || !spec["auth"]["secretPath"].text().empty()) return;
  Finding& finding = report(run, *user,
                            "nothing closes the user `default`: whoever reaches the server may run "
                            "every command");
  finding.caption = "users in customConfig never come to be";
  finding.help = "name a Secret with the password in `spec.auth.secretPath`";
}

}  // namespace

void rule_redis_acl_default_open(RuleRun& run) {
  for (const Resource& resource : run.facts().resources) {
    if (resource.kind == "RedisFailover") check_failover(run, resource);
  }
  for (const ServerText& text : texts_with_users(run.facts().redis)) check(run, text);
}

}  // namespace fairlead
