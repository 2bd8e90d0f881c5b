#include "cli/acl_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/text.h"
#include "cli/acl_answer.h"
#include "cli/input.h"
#include "cli/server_files.h"
#include "model/acl_load.h"
#include "model/config_reader.h"
#include "report/inert.h"

namespace fairlead {
namespace {

using redis::Version;

/// Whether an error of a server's start concerns its users, or which files and commands it has.
bool is_told(const redis::StartCheck& check, const redis::StartError& error) {
  using redis::StartErrorKind;
  const std::string_view text = check.files[error.file].text;
  const std::string_view line = std::string_view(text).substr(error.begin, 5);
  switch (error.kind) {
    case StartErrorKind::acl_rule:
    case StartErrorKind::acl_user:
    case StartErrorKind::acl_file:
    case StartErrorKind::users_and_acl_file:
    case StartErrorKind::missing_file:
    case StartErrorKind::endless_include:
    case StartErrorKind::renamed_command:
      return true;
    case StartErrorKind::unbalanced_quotes:
    case StartErrorKind::argument_count:
      return lower(line).starts_with("user");
    case StartErrorKind::unknown_directive:
      return error.begin == 0 && byte_order_mark(text) > 0;
    case StartErrorKind::bad_value:
    case StartErrorKind::not_a_sentinel:
    case StartErrorKind::cluster_replica:
    case StartErrorKind::cluster_port:
    case StartErrorKind::no_listener:
    case StartErrorKind::tls_without_files:
    case StartErrorKind::sentinel_statement:
    case StartErrorKind::sentinel_host_name:
    case StartErrorKind::sentinel_master_name:
      return false;
  }
  __builtin_unreachable();
}

/// What keeps the server from starting: no user is any good then. Each line is told once.
class LoadFaults {
 public:
  explicit LoadFaults(const CheckedAcl& checked) : checked_(checked) {}

  /// Prints all but the rules of `wanted`, of which its own answer tells. False where there is
  /// nothing.
  bool print(const AclUserLine* wanted, bool wanted_is_told) {
    const Model& model = *checked_.file.model;
    if (wanted && wanted_is_told) told_.insert(line_of(wanted->at));
    for (const AclLoadError& error : acl_load_errors(model)) {
      if (concerns(error.at.source, wanted)) say(error.at, error.message);
    }
    for (const AclUserLine& user : model.acl_users) {
      if (&user != wanted && concerns(user.source, wanted)) print_rules(user);
    }
    if (checked_.start) {
      for (const redis::StartError& error : checked_.start->errors) {
        if (is_told(*checked_.start, error)) print(error);
      }
    }
    return any_;
  }

 private:
  /// In a manifest other texts are other servers.
  bool concerns(SourceId source, const AclUserLine* wanted) const {
    return checked_.start || !wanted || source == wanted->source;
  }

  void print_rules(const AclUserLine& user) {
    for (const redis::AclError& error : read_acl_user(user).errors) {
      const Token& token = user.rules[error.token];
      const auto rule = token.text.substr(error.begin, error.end - error.begin);
      say(token.at, fmt::format("{}: {}", quoted_rule(rule), error.message));
    }
  }

  void print(const redis::StartError& error) {
    const Span at{SourceId(error.file), error.begin, error.end};
    if (told_.contains(line_of(at))) return;
    const redis::ServerFile& file = checked_.start->files[error.file];
    // Nothing of other files is shown: they may be any that the asker can read.
    const bool named = error.kind == redis::StartErrorKind::missing_file && error.file == 0;
    std::string text;
    constexpr std::uint32_t longest = 80;
    if (named && at.size() <= longest)
      text = fmt::format("`{}`: ", file.text.substr(error.begin, at.size()));
    text += error.message;
    if (text.ends_with('.') && !error.hint.empty()) text.pop_back();
    say(at, error.hint.empty() ? text : fmt::format("{}; {}", text, error.hint));
  }

  void say(Span at, std::string_view message) {
    if (!any_) fmt::print("refused: the server does not start with this file\n");
    any_ = true;
    told_.insert(line_of(at));
    checked_.lines.print(fmt::format("  {}: {}", place_in(*checked_.file.sources, at), message));
  }

  std::pair<SourceId, std::uint32_t> line_of(Span at) const {
    const Span written = checked_.file.sources->written(at);
    return {written.source, checked_.file.sources->position(written.source, written.begin).line};
  }

  const CheckedAcl& checked_;
  std::set<std::pair<SourceId, std::uint32_t>> told_;
  bool any_ = false;
};

/// What of the configuration was not read, as an error; nothing where all was.
std::optional<Error> unread(const CheckedAcl& checked) {
  if (!checked.start || checked.start->gaps.empty()) return std::nullopt;
  const redis::StartGap& gap = checked.start->gaps.front();
  return Error{
      ErrorKind::unavailable,
      checked.lines.safe(fmt::format("what `{}` allows is unknown: {}:{}: {}", checked.options.file,
                                     checked.start->files[gap.file].path, gap.line, gap.text))};
}

Error unknown_user(const CheckedAcl& checked) {
  std::set<std::string> names = {"default"};
  for (const AclUserLine& user : checked.file.model->acl_users) {
    names.insert(shown_user(user.name.text));
  }
  std::vector<std::string> quoted;
  constexpr std::size_t most_names = 20;
  for (const std::string& name : names) {
    if (quoted.size() < most_names) quoted.push_back(fmt::format("`{}`", name));
  }
  if (names.size() > most_names) {
    quoted.push_back(fmt::format("{} others", names.size() - most_names));
  }
  return {ErrorKind::usage,
          checked.lines.safe(fmt::format("no user `{}` in `{}`; there are {}", checked.options.user,
                                         checked.options.file, joined(quoted, ", ")))};
}

/// Whether `default` needs a password though no line defines it. With an ACL file it needs none,
/// whatever requirepass says (Redis 7.0.15).
bool needs_password(const CheckedAcl& checked) {
  if (checked.start && checked.start->acl_file) return false;
  bool needs = false;
  for (const Directive& each : checked.file.model->directives) {
    if (each.words.size() == 2 && equal_ignoring_case(each.words[0].text, "requirepass"))
      needs = !each.words[1].text.empty();
  }
  return needs;
}

/// `default` without a line of its own.
int check_default(const CheckedAcl& checked, Version version) {
  const AclCheckOptions& options = checked.options;
  redis::AclSettings settings;
  if (options.sentinel) settings.mode = redis::ServerMode::sentinel;
  std::vector<std::string_view> argv(options.command.begin(), options.command.end());
  const auto command = renamed_commands(checked, std::nullopt).meaning(argv.front());
  if (is_gone(command)) {
    print_gone(checked, version, *command.line);
    return 1;
  }
  argv.front() = command.original;
  const auto decision = redis::evaluate(redis::unconfigured_default_user(version, settings), argv);
  if (!decision.allowed()) {
    checked.lines.print(fmt::format("denied: {} refuses `{}` to everybody: {}", name(version),
                                    upper(options.command.front()), decision.name));
    return 1;
  }
  fmt::print("allowed: no line defines `default`, so it may do everything{} ({})\n",
             needs_password(checked) ? " once it gave the password of requirepass" : "",
             name(version));
  return 0;
}

/// What else the server does not start with; `redis check` says it in full.
void print_other_errors(const CheckedAcl& checked) {
  if (!checked.start || checked.start->errors.empty()) return;
  const redis::StartError& error = checked.start->errors.front();
  checked.lines.print(fmt::format("  note: the server does not start with {}:{}: {}",
                                  checked.start->files[error.file].path, error.line,
                                  error.message));
}

/// One user line: what is wrong with its own rules first, then with the rest of the text.
int check_user(const CheckedAcl& checked, const AclUserLine& user, bool assumed) {
  const AclAnswer answer(checked, user);
  const auto errors = answer.errors();
  if (!errors.empty()) answer.print_refused(errors);
  if (LoadFaults(checked).print(&user, !errors.empty()) || !errors.empty()) return 1;
  if (const auto error = unread(checked)) return fail(*error);
  if (answer.truncated()) {
    return fail({ErrorKind::unavailable,
                 fmt::format("`{}`: more rules than are read of one user", checked.options.file)});
  }
  const int code = answer.print();
  if (assumed) answer.print_other_versions();
  print_other_errors(checked);
  return code;
}

/// A user without a line.
int check_unknown(const CheckedAcl& checked) {
  const AclCheckOptions& options = checked.options;
  const bool is_default = options.user == "default";
  if (!checked.start && !is_default) return fail(unknown_user(checked));
  if (LoadFaults(checked).print(nullptr, false)) {
    // A fault may be why there is no such user, and a wrong name is not to be found out later.
    if (!is_default) checked.lines.print("  note: " + unknown_user(checked).message);
    return 1;
  }
  if (const auto error = unread(checked)) return fail(*error);
  if (!is_default) return fail(unknown_user(checked));
  const auto given = redis::version_named(options.version);
  const int code = check_default(checked, given.value_or(assumed_version));
  print_other_errors(checked);
  return code;
}

int check(const CheckedAcl& checked, bool assumed) {
  const AclCheckOptions& options = checked.options;
  std::vector<const AclUserLine*> lines;
  for (const AclUserLine& user : checked.file.model->acl_users) {
    if (user.name.text == options.user) lines.push_back(&user);
  }
  if (lines.empty()) return check_unknown(checked);
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

/// Lines beyond what is read of a configuration.
std::optional<Error> too_long(const AclCheckOptions& options, const Model& model) {
  for (const Gap& gap : model.gaps) {
    if (gap.what == unread_lines)
      return Error{ErrorKind::unavailable, fmt::format("`{}`: {}", options.file, gap.reason)};
  }
  return std::nullopt;
}

/// A configuration or ACL file as its server reads it, with all that it names.
int check_server(const AclCheckOptions& options, const ServerFiles& files,
                 const redis::ServerFile& main, FileFormat format) {
  const bool sentinel = options.sentinel || format == FileFormat::sentinel_conf;
  const auto mode = sentinel ? redis::ServerMode::sentinel : redis::ServerMode::data;
  const auto start = [&](Version version) {
    return format == FileFormat::acl_file ? redis::check_acl_file(main, version, mode)
                                          : redis::check_start(main, version, mode, files.access());
  };
  const bool assumed = options.version.empty();
  const std::string version = assumed ? "8.0" : options.version;
  const redis::StartCheck read = start(redis::version_named(version).value_or(assumed_version));
  std::size_t bytes = 0;
  for (const redis::ReadPart& part : read.order) bytes += part.end - part.begin;
  if (bytes > largest_input) {
    return fail(
        {ErrorKind::unavailable, fmt::format("`{}` and what it includes are larger than {} MiB",
                                             options.file, largest_input >> 20)});
  }
  const auto file = inspect(read, format, version);
  if (const auto error = too_long(options, *file->model)) return fail(*error);
  const MaskedLines lines(*file->sources);
  const auto starts = [&](Version other) {
    const redis::StartCheck check = start(other);
    return std::ranges::none_of(
        check.errors, [&](const redis::StartError& error) { return is_told(check, error); });
  };
  return check({*file, lines, options, &read, starts}, assumed);
}

int check_manifest(const AclCheckOptions& options, const redis::ServerFile& main,
                   FileFormat format) {
  auto file = inspect(main.path, main.text, format, options.version);
  const auto& users = file->model->acl_users;
  const bool assumed =
      options.version.empty() &&
      std::ranges::none_of(users, [](const AclUserLine& user) { return user.version.has_value(); });
  if (assumed) file = inspect(main.path, main.text, format, "8.0");
  if (file->model->acl_users.empty() && file->model->directives.empty() &&
      file->model->acl_files.empty()) {
    return fail({ErrorKind::usage,
                 fmt::format("`{}` holds no ACL: neither lines `user …` nor a manifest with an ACL "
                             "file or a redis.conf in it",
                             options.file)});
  }
  if (const auto error = too_long(options, *file->model)) return fail(*error);
  const MaskedLines lines(*file->sources);
  return check({*file, lines, options}, assumed);
}

}  // namespace

int acl_check(const AclCheckOptions& options) {
  if (options.batch) return acl_check_batch();
  if (const auto ok = valid(options); !ok) return fail(ok.error());
  const ServerFiles files(options.file, options.root);
  const auto main = files.main();
  if (!main) return fail(main.error());
  FileFormat format = guess_format(main->path, main->text);
  if (options.sentinel && format == FileFormat::redis_conf) format = FileFormat::sentinel_conf;
  const bool of_server = format == FileFormat::redis_conf || format == FileFormat::sentinel_conf ||
                         format == FileFormat::acl_file;
  return of_server ? check_server(options, files, *main, format)
                   : check_manifest(options, *main, format);
}

}  // namespace fairlead
