#include "cli/acl_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/text.h"
#include "cli/input.h"
#include "model/acl.h"
#include "model/acl_load.h"
#include "model/config_reader.h"
#include "redis/acl_explain.h"
#include "report/inert.h"
#include "run/inspect.h"

namespace fairlead {
namespace {

using redis::AclExplanation;
using redis::AclReason;
using redis::Verdict;
using redis::Version;

constexpr Version assumed_version = Version::redis_8_0;

/// A rule as it may be printed: never what could be a password or a hash.
std::string shown(std::string_view rule) {
  const bool harmless = !rule.empty() && contains("+-~%&@()*", rule.substr(0, 1));
  return harmless || redis::is_acl_word(rule) ? fmt::format("`{}`", inert(rule)) : "this word";
}

/// One user line of a file, and the command.
class Check {
 public:
  Check(const Inspection& file, const AclUserLine& user, const AclCheckOptions& options)
      : file_(file), user_(user), options_(options), settings_(acl_settings(user)) {
    if (options.sentinel) settings_.mode = redis::ServerMode::sentinel;
    for (const Token& rule : user.rules) rules_.push_back(rule.text);
    argv_.assign(options.command.begin(), options.command.end());
  }

  int run() const {
    const Version version = user_.version.value_or(assumed_version);
    const auto errors = redis::parse_acl_user(rules_, version, settings_).errors;
    if (!errors.empty()) return refused(errors, version);
    const AclExplanation why = redis::explain(rules_, version, settings_, argv_);
    print(why, version);
    print_state(version);
    return why.decision.allowed() ? 0 : 1;
  }

  /// The rules that keep the server from starting.
  int refused(const std::vector<redis::AclError>& errors, Version version) const {
    fmt::print("refused: {} does not take the rules of user `{}`\n", name(version),
               inert(user_.name.text));
    for (const redis::AclError& error : errors) {
      const Token& token = user_.rules[error.token];
      const std::string_view rule = token.text.substr(error.begin, error.end - error.begin);
      fmt::print("  {}: {}: {}{}\n", place(error.token, error.begin, error.end), shown(rule),
                 error.message, error.hint.empty() ? "" : "; " + inert(error.hint));
    }
    return 1;
  }

  /// Which versions decide otherwise than the one that is assumed.
  void print_other_versions() const {
    const auto answer = [&](Version version) {
      const redis::AclUser user = redis::parse_acl_user(rules_, version, settings_);
      if (!user.errors.empty()) return std::string("refuses the rules");
      const redis::Decision decision = redis::evaluate(user, argv_);
      if (decision.verdict == Verdict::error) return std::string("refuses it to everybody");
      return std::string(decision.allowed() ? "allows it" : "denies it");
    };
    const std::string own = answer(assumed_version);
    std::vector<std::string> others;
    for (const Version version : redis::all_versions()) {
      const std::string other = answer(version);
      if (other != own) others.push_back(fmt::format("{} {}", name(version), other));
    }
    fmt::print("  no version is known: {} is assumed (--redis names another); {}\n",
               name(assumed_version),
               others.empty() ? std::string("every other one decides the same")
                              : "but " + joined(others, ", "));
  }

 private:
  std::string place(std::size_t token, std::uint32_t begin, std::uint32_t end) const {
    const Span at = user_.rules[token].at;
    const bool plain = file_.sources->text(at) == user_.rules[token].text;
    return place(plain ? at.part(begin, end) : at);
  }

 public:
  std::string place(Span at) const { return place_in(*file_.sources, at); }

  static std::string place_in(const SourceMap& sources, Span at) {
    const Span written = sources.written(at);
    const Position position = sources.position(written.source, written.begin);
    return fmt::format("{}:{}:{}", inert(sources.name(written.source)), position.line,
                       position.column);
  }

 private:
  std::string command() const {
    std::string words = lower(argv_.front());
    if (argv_.size() > 1 && redis::known_command(words + "|" + lower(argv_[1])))
      words += " " + lower(argv_[1]);
    return inert(upper(words));
  }

  static std::string what(const AclReason& reason) {
    switch (reason.about) {
      case AclReason::About::command:
        return "the command";
      case AclReason::About::key:
        return fmt::format("the key `{}`", inert(reason.name));
      case AclReason::About::channel:
        return fmt::format("the channel `{}`", inert(reason.name));
      case AclReason::About::database:
        return fmt::format("the database {}", inert(reason.name));
    }
    __builtin_unreachable();
  }

  void print(const AclExplanation& why, Version version) const {
    const bool allowed = why.decision.allowed();
    const std::string who = fmt::format("user `{}`", inert(user_.name.text));
    if (why.decision.verdict == Verdict::error) {
      print_refused_command(version, why.decision);
      return;
    }
    fmt::print("{}: {} {} run `{}` ({})\n", allowed ? "allowed" : "denied", who,
               allowed ? "may" : "may not", command(), name(version));
    for (const AclReason& reason : why.reasons) print(reason);
    if (allowed || why.tokens.empty()) return;
    if (equal_ignoring_case(argv_.front(), "psubscribe"))
      fmt::print("  what PSUBSCRIBE is given must stand in a rule letter for letter\n");
    const Span last =
        file_.sources->written(user_.rules.empty() ? user_.name.at : user_.rules.back().at);
    fmt::print("  to allow it, add at the end of the line ({}): {}\n",
               place({last.source, last.end, last.end}), inert(joined(why.tokens, " ")));
  }

  void print_refused_command(Version version, const redis::Decision& decision) const {
    const std::string_view near =
        redis::known_command(argv_.front())
            ? std::string_view()
            : redis::nearest_command(argv_.front(), version, settings_.mode);
    fmt::print("denied: {} refuses `{}` to everybody: {}{}\n", name(version), command(),
               inert(decision.name),
               near.empty() ? std::string() : fmt::format("; did you mean `{}`?", upper(near)));
  }

  void print(const AclReason& reason) const {
    if (reason.rule) {
      const auto& rule = *reason.rule;
      const bool key = reason.about == AclReason::About::key;
      const char* verb = reason.permits ? "permits"
                         : key          ? "does not permit enough of"
                                        : "takes away";
      fmt::print("  {}: {} {} {}\n", place(rule.token, rule.begin, rule.end), shown(rule.text),
                 verb, what(reason));
    } else if (reason.permits) {
      fmt::print("  {}: {} is permitted without a rule\n", place(user_.name.at), what(reason));
    } else {
      fmt::print("  {}: no rule permits {}\n", place(user_.at), what(reason));
    }
  }

  void print_state(Version version) const {
    const redis::AclUser user = redis::parse_acl_user(rules_, version, settings_);
    if (user.can_log_in()) return;
    fmt::print("  note: nobody can log in as `{}`: {}\n", inert(user_.name.text),
               user.enabled ? "it has no password and no `nopass`" : "it is off");
  }

  const Inspection& file_;
  const AclUserLine& user_;
  const AclCheckOptions& options_;
  redis::AclSettings settings_;
  std::vector<std::string_view> rules_, argv_;
};

/// What else in the same text keeps the server from starting: no user of it is any good then.
bool print_load_errors(const Inspection& file, const AclUserLine* wanted,
                       const AclCheckOptions& options) {
  bool any = false;
  const auto say = [&](Span at, std::string_view message) {
    if (!any) fmt::print("refused: the server does not start with this file\n");
    any = true;
    fmt::print("  {}: {}\n", Check::place_in(*file.sources, at), inert(message));
  };
  for (const AclLoadError& error : acl_load_errors(*file.model)) {
    if (!wanted || error.at.source == wanted->source) say(error.at, error.message);
  }
  for (const AclUserLine& user : file.model->acl_users) {
    if (&user == wanted || (wanted && user.source != wanted->source)) continue;
    const Check other(file, user, options);
    for (const redis::AclError& error : read_acl_user(user).errors) {
      const Token& token = user.rules[error.token];
      say(token.at,
          fmt::format("{}: {}", shown(token.text.substr(error.begin, error.end - error.begin)),
                      error.message));
    }
  }
  return any;
}

Error unknown_user(const Model& model, const AclCheckOptions& options) {
  std::set<std::string_view> names = {"default"};
  for (const AclUserLine& user : model.acl_users) names.insert(user.name.text);
  std::vector<std::string> quoted;
  for (const std::string_view name : names) quoted.push_back(fmt::format("`{}`", inert(name)));
  return {ErrorKind::usage, fmt::format("no user `{}` in `{}`; there are {}", inert(options.user),
                                        options.file, joined(quoted, ", "))};
}

/// `default` without a line of its own.
int check_default(const Inspection& file, const AclCheckOptions& options, Version version) {
  if (print_load_errors(file, nullptr, options)) return 1;
  redis::AclSettings settings;
  if (options.sentinel) settings.mode = redis::ServerMode::sentinel;
  const std::vector<std::string_view> argv(options.command.begin(), options.command.end());
  const auto decision = redis::evaluate(redis::unconfigured_default_user(version, settings), argv);
  if (!decision.allowed()) {
    fmt::print("denied: {} refuses `{}` to everybody: {}\n", name(version),
               inert(upper(argv.front())), inert(decision.name));
    return 1;
  }
  const bool password = std::ranges::any_of(file.model->directives, [](const Directive& each) {
    return each.words.size() == 2 && equal_ignoring_case(each.words[0].text, "requirepass");
  });
  fmt::print("allowed: no line defines `default`, so it may do everything{} ({})\n",
             password ? " once it gave the password of requirepass" : "", name(version));
  return 0;
}

int check(const Inspection& file, const AclCheckOptions& options, bool assumed) {
  std::vector<const AclUserLine*> lines;
  for (const AclUserLine& user : file.model->acl_users) {
    if (user.name.text == options.user) lines.push_back(&user);
  }
  const auto given = redis::version_named(options.version);
  if (lines.empty()) {
    if (options.user != "default") return fail(unknown_user(*file.model, options));
    return check_default(file, options, given.value_or(assumed_version));
  }
  int code = 0;
  std::set<SourceId> texts;
  for (std::size_t i = lines.size(); i-- > 0;) {
    // Of several lines in one text the last one counts (Redis 6.2), or the server does not start.
    if (!texts.insert(lines[i]->source).second) continue;
    const Check each(file, *lines[i], options);
    if (print_load_errors(file, lines[i], options)) {
      code = 1;
      continue;
    }
    code = std::max(code, each.run());
    if (assumed) each.print_other_versions();
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
  return check(*file, options, assumed);
}

}  // namespace fairlead
