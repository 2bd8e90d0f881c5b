#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/acl_options.h"
#include "cli/deployed_options.h"
#include "cli/inventory_options.h"
#include "cli/lint_options.h"
#include "cli/redis_options.h"
#include "cli/render_options.h"
#include "cli/rules_options.h"
#include "cli/trace_options.h"
#include "cli/usage_options.h"
#include "cli/wrong_options.h"
#include "report/report.h"

namespace fairlead {
namespace {

constexpr const char* footer =
    R"(Examples:
  fairlead lint                          check the current directory
  fairlead lint charts/agent-docs        check a chart's values, and the Redis they name
  helm template . | fairlead lint -      check what a renderer prints, as one release
  helm template . | fairlead lint - k8s  the same, with what is deployed beside it
  fairlead lint --show-unknown k8s       also list what could not be checked, and why
  fairlead lint --report sarif=out.sarif --format concise
  fairlead lint --dns system             also look hosts up in the machine's DNS
  fairlead acl check users.acl --user worker -- BRPOP jobs 0
  fairlead redis check redis.conf        whether a server would start with it
  fairlead render charts/worker          what a chart deploys; `values` and `trace` say where it is written
  fairlead diff origin/main              what a branch changes in what is deployed, and the lines that do it
  fairlead explain redis/acl-syntax      what a rule looks for, why, and how to fix it

Exit codes: 0 nothing found, 1 findings, 2 wrong usage or configuration, 3 something could not be read.)";

/// Takes what stands behind `--` of `acl check` as it is; to CLI11 `[a,b]` is a list of two words.
/// Returns how many arguments are left.
int take_command(int argc, const char* const* argv, std::vector<std::string>& command) {
  using std::string_view_literals::operator""sv;
  if (argc < 3 || argv[1] != "acl"sv || argv[2] != "check"sv) return argc;
  const auto* const end = argv + argc;
  const auto* const dashes = std::find(argv + 3, end, "--"sv);
  if (dashes == end) return argc;
  command.assign(dashes + 1, end);
  return static_cast<int>(dashes - argv);
}

}  // namespace

Parsed parse_options(int argc, const char* const* argv, const std::string& version) {
  using std::string_view_literals::operator""sv;
  // Asked at every start by who installs or pins the program, and not worth the whole command line.
  const std::string named = "fairlead " + version;
  if (argc == 2 && argv[1] == "--version"sv) return {std::nullopt, 0, named + "\n"};
  Options options;
  std::vector<std::string> command;
  argc = take_command(argc, argv, command);
  CLI::App app{
      "fairlead checks how worker fleets on Redis-backed queues are wired together in Kubernetes.",
      "fairlead"};
  app.footer(footer);
  app.set_version_flag("--version", named);
  app.require_subcommand(1);
  app.fallthrough(false);

  add_lint(app, options);
  CLI::App* explain = app.add_subcommand(
      "explain", "Print a rule's page: what it finds, why it matters, how to fix it");
  explain->add_option("RULE", options.rule, "A rule's id, e.g. endpoint/service-not-found")
      ->required();
  add_inventory(app, options);
  add_rules_commands(app, options);

  CLI::App* acl = app.add_subcommand("acl", "Ask about the ACL of a Redis or Valkey");
  acl->require_subcommand(1);
  add_acl_check(*acl, options);
  add_acl_suggest(*acl, options);
  add_redis_commands(app, options);
  add_render(app, options);
  add_trace(app, options);
  add_deployed(app, options);
  add_usage_commands(app);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return {std::nullopt, 2, wrong_usage(app, error)};
    std::ostringstream out, complaint;
    app.exit(error, out, complaint);  // --help
    return {std::nullopt, 0, out.str()};
  }
  if (std::string text = usage_text(app, version); !text.empty())
    return {std::nullopt, 0, std::move(text)};
  auto& whole = options.acl_check.command;
  whole.insert(whole.end(), command.begin(), command.end());
  if (*explain) options.command = Command::explain;
  if (options.baseline.use != BaselineUse::hide && options.changes.which != Which::all)
    return {std::nullopt, 2,
            "fairlead: --write-baseline and --prune need all findings: leave out what chooses some "
            "files\n"};
  return {std::move(options), 0, {}};
}

}  // namespace fairlead
