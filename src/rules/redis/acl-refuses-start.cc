#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "facts/server/acl_load.h"
#include "facts/server/redis_mounts.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

Finding& report_at(RuleRun& run, const Resource* resource, Span at, std::string message) {
  return run.report(resource, at, std::move(message));
}

/// What is wrong, and what to do.
struct Words {
  std::string_view message, help;
};

Words words_of(AclLoadFault fault) {
  switch (fault) {
    case AclLoadFault::comment:
      return {"an ACL file knows no comments: the server refuses this line and does not start",
              "remove the line; a redis.conf may say the same in `#` lines"};
    case AclLoadFault::not_a_user_line:
      return {
          "every line of an ACL file begins with `user`, one blank and a name, in lower case: the "
          "server refuses this one and does not start",
          "write `user NAME RULE…` on one line"};
    case AclLoadFault::two_blanks:
      return {
          "single blanks separate the words of an ACL file: here the user's name is empty, and "
          "the server refuses the name as a rule and does not start",
          "leave one blank between `user` and the name"};
    case AclLoadFault::blank_in_name:
      return {"a user's name holds no blanks and no tabs, so the server does not start",
              "write the name without them, and one blank behind it"};
    case AclLoadFault::duplicate_user:
      return {"user `{}` is defined before, so the server does not start",
              "put all rules of the user on one line"};
    case AclLoadFault::file_and_users:
      return {
          "`aclfile` goes with no `user` lines in the same configuration, so the server does not "
          "start",
          "move the users to the ACL file, or take out `aclfile`"};
  }
  __builtin_unreachable();
}

/// Faults that come by the dozen, where whole files are written in another manner: one finding a
/// file.
bool is_told_once(AclLoadFault fault) {
  return fault == AclLoadFault::comment || fault == AclLoadFault::not_a_user_line;
}

void report(RuleRun& run, const AclLoadError& error, std::size_t others) {
  const Words words = words_of(error.fault);
  std::string message(words.message);
  if (others > 0) message += fmt::format(" (and {} more like it)", others);
  if (error.fault == AclLoadFault::duplicate_user)
    message = fmt::format(fmt::runtime(words.message), run.sources().text(error.at));
  Finding& finding = report_at(run, error.resource, error.at, std::move(message));
  finding.caption = lower(error.message.substr(0, 1)) + error.message.substr(1);
  finding.help = words.help;
  if (!error.related.empty()) {
    add_label(finding, error.related,
              error.fault == AclLoadFault::file_and_users ? "this user is defined here"
                                                          : "it is defined here already");
  }
  if (error.fault != AclLoadFault::two_blanks) return;
  const std::string_view written = run.sources().text(error.at);
  const std::string mended = fmt::format("user {}", written.substr(written.rfind(' ') + 1));
  finding.fixes.push_back({fmt::format("write `{}`", mended), {{error.at, mended}}});
}

/// An aclfile that none of the volumes of a server holds.
void check_file(RuleRun& run, const Directive& directive) {
  const Token& path = directive.words[1];
  for (const ConfigMount& mount : servers_reading(run.facts().workloads, directive)) {
    switch (file_at(*run.facts().unit, run.facts().holders, mount, path.text)) {
      case FileAt::present:
        run.answered();
        break;
      case FileAt::unknown:
        run.unknown(path.at, fmt::format("ACL file `{}`", path.text),
                    "what the container has there is not in view");
        break;
      case FileAt::missing: {
        Finding& finding =
            run.report(*directive.resource, path.at,
                       fmt::format("container `{}` has no file `{}`, so the server does not start",
                                   mount.container->name, path.text));
        finding.caption = "error loading ACLs, opening file: No such file or directory";
        add_label(finding, mount.container->at["name"].span(), "this server reads it");
        finding.help = "mount the ConfigMap or Secret that holds the ACL file there";
        return;
      }
    }
  }
}

}  // namespace

void rule_redis_acl_refuses_start(RuleRun& run) {
  const std::vector<AclLoadError> errors =
      acl_load_errors(run.facts().redis, run.facts().workloads);
  std::map<std::pair<SourceId, AclLoadFault>, std::size_t> alike;
  for (const AclLoadError& error : errors) ++alike[{error.at.source, error.fault}];
  for (const AclLoadError& error : errors) {
    if (!is_told_once(error.fault)) {
      report(run, error, 0);
    } else if (std::size_t& count = alike[{error.at.source, error.fault}]; count > 0) {
      report(run, error, count - 1);
      count = 0;
    }
  }
  for (const Directive& directive : run.facts().redis.directives) {
    const bool file = directive.place == ConfigPlace::redis_conf && directive.resource &&
                      directive.words.size() == 2 && !directive.words[1].text.empty() &&
                      equal_ignoring_case(directive.words[0].text, "aclfile");
    if (file) check_file(run, directive);
  }
}

}  // namespace fairlead
