#include "cli/acl_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/text.h"
#include "cli/acl_answer.h"
#include "cli/input.h"
#include "model/acl_load.h"
#include "model/config_reader.h"

namespace fairlead {
namespace {

using redis::Version;

/// A file with what may be printed of it.
struct Checked {
  const Inspection& file;
  const MaskedLines& lines;
  const AclCheckOptions& options;
};

/// What keeps the server from starting, apart from the rules of `wanted` itself: no user of the
/// text is any good then.
bool print_load_errors(const Checked& checked, const AclUserLine* wanted) {
  const Inspection& file = checked.file;
  bool any = false;
  const auto say = [&](Span at, std::string_view message) {
    if (!any) fmt::print("refused: the server does not start with this file\n");
    any = true;
    checked.lines.print(fmt::format("  {}: {}", place_in(*file.sources, at), message));
  };
  for (const AclLoadError& error : acl_load_errors(*file.model)) {
    if (!wanted || error.at.source == wanted->source) say(error.at, error.message);
  }
  for (const AclUserLine& user : file.model->acl_users) {
    if (&user == wanted || (wanted && user.source != wanted->source)) continue;
    for (const redis::AclError& error : read_acl_user(user).errors) {
      const Token& token = user.rules[error.token];
      say(token.at,
          fmt::format("{}: {}",
                      quoted_rule(token.text.substr(error.begin, error.end - error.begin)),
                      error.message));
    }
  }
  return any;
}

Error unknown_user(const Checked& checked) {
  std::set<std::string> names = {"default"};
  for (const AclUserLine& user : checked.file.model->acl_users) {
    names.insert(shown_user(user.name.text));
  }
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(fmt::format("`{}`", name));
  return {ErrorKind::usage,
          checked.lines.safe(fmt::format("no user `{}` in `{}`; there are {}", checked.options.user,
                                         checked.options.file, joined(quoted, ", ")))};
}

/// `default` without a line of its own.
int check_default(const Checked& checked, Version version) {
  if (print_load_errors(checked, nullptr)) return 1;
  const AclCheckOptions& options = checked.options;
  redis::AclSettings settings;
  if (options.sentinel) settings.mode = redis::ServerMode::sentinel;
  const std::vector<std::string_view> argv(options.command.begin(), options.command.end());
  const auto decision = redis::evaluate(redis::unconfigured_default_user(version, settings), argv);
  if (!decision.allowed()) {
    checked.lines.print(fmt::format("denied: {} refuses `{}` to everybody: {}", name(version),
                                    upper(argv.front()), decision.name));
    return 1;
  }
  const bool password =
      std::ranges::any_of(checked.file.model->directives, [](const Directive& each) {
        return each.words.size() == 2 && equal_ignoring_case(each.words[0].text, "requirepass");
      });
  fmt::print("allowed: no line defines `default`, so it may do everything{} ({})\n",
             password ? " once it gave the password of requirepass" : "", name(version));
  return 0;
}

/// One user line: what is wrong with its own rules first, then with the rest of the text.
int check_user(const Checked& checked, const AclUserLine& user, bool assumed) {
  const AclAnswer answer(checked.file, checked.lines, user, checked.options);
  const auto errors = answer.errors();
  if (!errors.empty()) answer.print_refused(errors);
  if (print_load_errors(checked, &user) || !errors.empty()) return 1;
  const int code = answer.print();
  if (assumed) answer.print_other_versions();
  return code;
}

int check(const Checked& checked, bool assumed) {
  const AclCheckOptions& options = checked.options;
  std::vector<const AclUserLine*> lines;
  for (const AclUserLine& user : checked.file.model->acl_users) {
    if (user.name.text == options.user) lines.push_back(&user);
  }
  const auto given = redis::version_named(options.version);
  if (lines.empty()) {
    if (options.user != "default") return fail(unknown_user(checked));
    return check_default(checked, given.value_or(assumed_version));
  }
  int code = 0;
  std::set<SourceId> texts;
  for (std::size_t i = lines.size(); i-- > 0;) {
    // Of several lines in one text the last one counts (Redis 6.2), or the server does not start.
    if (!texts.insert(lines[i]->source).second) continue;
    code = std::max(code, check_user(checked, *lines[i], assumed));
  }
  return code;
}

Result<bool> valid(const AclCheckOptions& options) {
  if (options.file.empty()) return usage_error("acl check: FILE is missing (--help shows how)");
  if (options.user.empty()) return usage_error("acl check: --user is missing");
  if (options.command.empty()) {
    return usage_error("acl check: the command is missing; it stands behind `--`");
  }
  if (options.version.empty()) return true;
  if (const auto version = version_asked(options.version); !version) {
    return tl::unexpected(version.error());
  }
  return true;
}

}  // namespace

int acl_check(const AclCheckOptions& options) {
  if (options.batch) return acl_check_batch();
  if (const auto ok = valid(options); !ok) return fail(ok.error());
  auto text = read_input(options.file);
  if (!text) return fail(text.error());
  const std::string shown_name = options.file == "-" ? "<stdin>" : options.file;
  FileFormat format = guess_format(shown_name, *text);
  if (options.sentinel && format == FileFormat::redis_conf) format = FileFormat::sentinel_conf;
  auto file = inspect(shown_name, *text, format, options.version);
  const auto& users = file->model->acl_users;
  const bool assumed =
      options.version.empty() &&
      std::ranges::none_of(users, [](const AclUserLine& user) { return user.version.has_value(); });
  if (assumed) file = inspect(shown_name, std::move(*text), format, "8.0");
  if (file->model->acl_users.empty() && file->model->directives.empty() &&
      file->model->acl_files.empty() && format != FileFormat::acl_file &&
      format != FileFormat::redis_conf && format != FileFormat::sentinel_conf) {
    return fail({ErrorKind::usage,
                 fmt::format("`{}` holds no ACL: neither lines `user …` nor a manifest with an ACL "
                             "file or a redis.conf in it",
                             options.file)});
  }
  for (const Gap& gap : file->model->gaps) {
    if (gap.what == unread_lines)
      return fail({ErrorKind::unavailable, fmt::format("`{}`: {}", options.file, gap.reason)});
  }
  const MaskedLines lines(*file->sources);
  return check({*file, lines, options}, assumed);
}

}  // namespace fairlead
