#include "cli/redis/acl_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "cli/files/input.h"
#include "cli/redis/acl_answer.h"
#include "cli/redis/acl_faults.h"
#include "cli/redis/server_files.h"
#include "facts/server/config_reader.h"

namespace fairlead {
namespace {

using redis::Version;

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
  for (const AclUserLine& user : checked.file.facts->redis.acl_users) {
    names.insert(shown_word(user.name.text));
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
  for (const Directive& each : checked.file.facts->redis.directives) {
    if (each.words.size() == 2 && equal_ignoring_case(each.words[0].text, "requirepass"))
      needs = !each.words[1].text.empty();
  }
  return needs;
}

/// What a manifest's redis.conf names and the manifest does not hold: it may define `default`.
const Directive* names_another_file(const Facts& facts) {
  const auto is_held = [&](const Directive& line) {
    const std::string_view name = base_name(line.words[1].text);
    return std::ranges::any_of(facts.holders,
                               [&](const Holder& holder) { return holder.find(name) != nullptr; });
  };
  for (const Directive& line : facts.redis.directives) {
    if (line.words.size() < 2 || line.words[1].text.empty()) continue;
    const bool names = equal_ignoring_case(line.words[0].text, "include") ||
                       equal_ignoring_case(line.words[0].text, "aclfile");
    if (names && !is_held(line)) return &line;
  }
  return nullptr;
}

/// `default` without a line of its own.
int check_default(const CheckedAcl& checked, Version version) {
  const AclCheckOptions& options = checked.options;
  const Directive* other = checked.start ? nullptr : names_another_file(*checked.file.facts);
  if (other) {
    return fail({ErrorKind::unavailable,
                 checked.lines.safe(fmt::format(
                     "{}: the file that it names is not in `{}` and may define `default`",
                     place_in(*checked.file.sources, other->at), options.file))});
  }
  redis::AclSettings settings;
  if (options.sentinel) settings.mode = redis::ServerMode::sentinel;
  std::vector<std::string_view> argv(options.command.begin(), options.command.end());
  const auto command = renamed_commands(checked, SourceId::none).meaning(argv.front());
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
  if (print_load_faults(checked, &user, !errors.empty()) || !errors.empty()) return 1;
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
  if (print_load_faults(checked, nullptr, false)) {
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
  for (const AclUserLine& user : checked.file.facts->redis.acl_users) {
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
std::optional<Error> too_long(const AclCheckOptions& options, const Facts& facts) {
  for (const Gap& gap : facts.gaps) {
    if (gap.what == unread_lines)
      return Error{ErrorKind::unavailable, fmt::format("`{}`: {}", options.file, gap.reason)};
  }
  return std::nullopt;
}

/// Every user is read by the server that was asked about.
void set_reader(Facts& facts, bool sentinel) {
  for (AclUserLine& user : facts.redis.acl_users)
    user.reader = sentinel ? AclReader::sentinel : AclReader::data;
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
  set_reader(*file->facts, sentinel);
  if (const auto error = too_long(options, *file->facts)) return fail(*error);
  const MaskedLines lines(*file);
  const auto starts = [&](Version other) {
    const redis::StartCheck check = start(other);
    return std::ranges::none_of(
        check.errors, [&](const redis::StartError& error) { return concerns_users(check, error); });
  };
  return check({*file, lines, options, &read, starts}, assumed);
}

int check_manifest(const AclCheckOptions& options, const redis::ServerFile& main,
                   FileFormat format) {
  auto file = inspect(main.path, main.text, format, options.version);
  const auto& users = file->facts->redis.acl_users;
  const bool assumed =
      options.version.empty() &&
      std::ranges::none_of(users, [](const AclUserLine& user) { return user.version.has_value(); });
  if (assumed) file = inspect(main.path, main.text, format, "8.0");
  if (options.sentinel) set_reader(*file->facts, true);
  if (file->facts->redis.acl_users.empty() && file->facts->redis.directives.empty() &&
      file->facts->redis.acl_files.empty()) {
    return fail({ErrorKind::usage,
                 fmt::format("`{}` holds no ACL: neither lines `user …` nor a manifest with an ACL "
                             "file or a redis.conf in it",
                             options.file)});
  }
  if (const auto error = too_long(options, *file->facts)) return fail(*error);
  const MaskedLines lines(*file);
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
