#include "cli/commands.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "cli/files/input.h"
#include "cli/lint/baseline_file.h"
#include "cli/lint/progress.h"
#include "cli/lint_input.h"
#include "report/coverage.h"
#include "run/run.h"

namespace fairlead {
namespace {

bool set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

/// As conventions have it: the option, then NO_COLOR, then what forces colours, then the terminal.
bool wants_color(const Options& options) {
  if (options.color != ColorChoice::automatic) return options.color == ColorChoice::always;
  if (!options.output.empty()) return false;
  if (set("NO_COLOR")) return false;
  for (const char* force : {"CLICOLOR_FORCE", "FORCE_COLOR"}) {
    if (set(force) && std::string_view(std::getenv(force)) != "0") return true;
  }
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && !(terminal && std::string_view(terminal) == "dumb");
}

/// To standard output where `path` is empty or `-`.
Result<bool> write_report(const std::string& path, const fmt::memory_buffer& text) {
  if (!path.empty() && path != "-") return write_file(path, {text.data(), text.size()});
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (std::fflush(stdout) != 0) return unavailable("standard output cannot be written");
  return true;
}

/// Says on standard error what a reader of the reports alone would not learn.
void tell_coverage(const Options& options, const Report& report) {
  if (report.summary.files == 0 && report.summary.unread.empty()) {
    fmt::print(stderr,
               "fairlead: nothing here that fairlead reads (YAML, JSON, redis.conf, ACL files)\n");
  }
  if (most_told(options) != Tells::nothing) return;
  fmt::print(stderr, "fairlead: {}\n", checked_words(report));
  for (const std::string& line : not_checked_lines(report))
    fmt::print(stderr, "fairlead: {}\n", line);
  if (report.show_unknown && !report.summary.not_checked.empty()) {
    fmt::print(stderr,
               "fairlead: `{}` has no place for what was not checked; `--report json=FILE` lists "
               "each beside it\n",
               options.format);
  }
}

/// Whether the run fails since something was not checked, which is said.
bool fails_unchecked(const Options& options, const Report& report) {
  if (!options.fail_on_unchecked || options.exit_zero) return false;
  const std::size_t count = unchecked(report.summary);
  if (count > 0)
    fmt::print(stderr, "fairlead: --fail-on-unchecked: not checked: {}\n", count);
  else if (checked_nothing(report))
    fmt::print(stderr, "fairlead: --fail-on-unchecked: nothing was checked\n");
  return count > 0 || checked_nothing(report);
}

/// More of what cannot be read is counted only: a tree of another user's has thousands.
constexpr std::size_t most_unread_told = 20;

/// What should have been read: the run's exit code, 0 where that is nothing.
int tell_unread(const std::vector<NotChecked>& unread) {
  int code = 0;
  for (const NotChecked& each : unread.size() > most_unread_told
                                    ? std::span(unread).first(most_unread_told)
                                    : std::span(unread))
    code = fail({ErrorKind::unavailable, each.reason});
  if (unread.size() > most_unread_told)
    fmt::print(stderr, "fairlead: {} more cannot be read\n", unread.size() - most_unread_told);
  return code;
}

int lint(const Options& options) {
  Root root;
  RunProgress so_far;
  auto result = [&] {
    const Progress shown(so_far);
    return lint_input(options, root, so_far);
  }();
  if (!result) return fail(result.error());
  Report& report = result->report;
  if (const auto done =
          apply_baseline(options.baseline, root, options.changes.which == Which::all, report);
      !done)
    return fail(done.error());
  report.version = FAIRLEAD_VERSION;
  report.show_unknown = options.show_unknown;
  report.sarif_category = options.sarif_category;
  for (const ReportTo& to : options.reports) {
    fmt::memory_buffer text;
    find_format(to.format)->write(report, text);
    if (const auto done = write_report(to.path, text); !done) return fail(done.error());
  }
  report.color = wants_color(options);
  fmt::memory_buffer text;
  find_format(options.format)->write(report, text);
  if (const auto done = write_report(options.output, text); !done) return fail(done.error());
  tell_coverage(options, report);
  warn_of_age(report.summary.inventories);
  if (const int code = tell_unread(report.summary.unread); code != 0) return code;
  const bool failed = options.fail_on && !options.exit_zero &&
                      std::ranges::any_of(report.findings, [&](const Finding& finding) {
                        return finding.severity >= *options.fail_on;
                      });
  return failed || fails_unchecked(options, report) ? 1 : 0;
}

int explain(const std::string& id) {
  const RuleInfo* rule = find_rule(id);
  if (rule) {
    fmt::print("{}", rule->page);
    return 0;
  }
  std::vector<std::string_view> ids;
  for (const RuleInfo& each : catalog()) ids.push_back(each.id);
  const std::string_view near = nearest(id, ids);
  fmt::print(stderr, "fairlead: no rule `{}`{}; `fairlead rules` lists all\n", id,
             near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near));
  return 2;
}

}  // namespace

int run_command(int argc, const char* const* argv) {
  const Parsed parsed = parse_options(argc, argv, FAIRLEAD_VERSION);
  if (!parsed.options) {
    fmt::print(parsed.exit_code == 0 ? stdout : stderr, "{}", parsed.text);
    return parsed.exit_code;
  }
  switch (parsed.options->command) {
    case Command::lint:
      return lint(*parsed.options);
    case Command::explain:
      return explain(parsed.options->rule);
    case Command::rules:
      return list_rules(parsed.options->rules);
    case Command::schema:
      return print_schema(parsed.options->schema);
    case Command::init:
      return init(parsed.options->init);
    case Command::inventory:
      return take_inventory(parsed.options->inventory);
    case Command::acl_check:
      return acl_check(parsed.options->acl_check);
    case Command::acl_suggest:
      return acl_suggest(parsed.options->acl_suggest);
    case Command::redis_check:
      return redis_check(parsed.options->redis_check);
    case Command::redis_explain:
      return redis_explain(parsed.options->directive);
    case Command::render:
      return render(parsed.options->render);
    case Command::trace:
      return trace(parsed.options->trace);
    case Command::values:
      return show_values(parsed.options->values);
    case Command::units:
      return list_units(parsed.options->units);
    case Command::diff:
      return diff(parsed.options->diff);
  }
  __builtin_unreachable();
}

}  // namespace fairlead
