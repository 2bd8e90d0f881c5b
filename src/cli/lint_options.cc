#include "cli/lint_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "report/report.h"

namespace fairlead {
namespace {

constexpr const char* lint_help =
    R"(Check what a directory would deploy: who connects to what, where, as whom, with which Redis commands.

PATH is a file, a directory or `-` for standard input (helm template . | fairlead lint -); without one, the
current directory. What lies at the paths is reported, and what is deployed from there. What is read is the project: the
nearest directory at or above each path that holds a fairlead.yaml, else the git repository, else the path alone; so a
chart that is checked alone sees the Redis that it talks to. Standard input is one release, and is read with further
paths where some are given; it alone is read otherwise.

Plain manifests, kustomizations, a chart's values files, compose files, redis.conf, sentinel.conf and ACL files are
read. What programs need and no manifest says is told in fairlead.yaml.)";

/// What --fail-on may be, and the least severity that it means.
const std::map<std::string, std::optional<Severity>> severities = {{"error", Severity::error},
                                                                   {"warning", Severity::warning},
                                                                   {"note", Severity::note},
                                                                   {"never", std::nullopt}};
std::vector<std::string> severity_names() {
  std::vector<std::string> names;
  for (const auto& [name, severity] : severities) names.push_back(name);
  return names;
}

/// "sarif=out.sarif" → format and path; an error text where it is neither.
std::string check_report(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size())
    return "give it as FORMAT=FILE, e.g. sarif=fairlead.sarif";
  if (!find_format(text.substr(0, equals)))
    return "unknown format `" + text.substr(0, equals) + "`";
  return {};
}

void add_which(CLI::App& lint, Options& options) {
  CLI::Option* since = lint.add_option_function<std::string>(
      "--changed-since",
      [&options](const std::string& reference) {
        options.changes.which = Which::changed_since;
        options.changes.reference = reference;
      },
      "Check what is deployed from files that differ from where this branch left REF, each chart, "
      "kustomization or directory whole");
  since->type_name("REF");
  CLI::Option* staged = lint.add_flag_callback(
      "--staged", [&options] { options.changes.which = Which::staged; },
      "Check what is deployed from the files of the next commit");
  CLI::Option* hook = lint.add_flag_callback(
      "--pre-commit", [&options] { options.changes.which = Which::pre_commit; },
      "As pre-commit's hook: what its two commits changed, else what is staged, else everything");
  since->excludes(staged)->excludes(hook);
  staged->excludes(hook);
}

void add_baseline(CLI::App& lint, Options& options) {
  lint.add_option("--baseline", options.baseline.path,
                  "Findings that are known and not reported (default: fairlead-baseline.json at "
                  "the repository's root, where it exists)")
      ->type_name("FILE");
  CLI::Option* write = lint.add_flag_callback(
      "--write-baseline", [&options] { options.baseline.use = BaselineUse::write; },
      "Write all findings of these paths to the baseline, so that only new ones are reported");
  lint.add_flag_callback(
          "--prune", [&options] { options.baseline.use = BaselineUse::prune; },
          "Delete from the baseline what is no longer found")
      ->excludes(write);
}

/// What each format is for, behind lint's options.
std::string format_help() {
  std::string text = "Formats:\n";
  for (const Format& format : formats())
    text += fmt::format("  {:<12} {}\n", format.name, format.purpose);
  return text;
}

void add_dns(CLI::App& lint, Options& options) {
  lint.add_option("--dns", options.dns,
                  "Look hosts up, and Services where the server is a cluster's: `system`, or a "
                  "server's address such as 10.96.0.10:53. Without it nothing is sent anywhere")
      ->type_name("SERVER");
  lint.add_option("--dns-timeout", options.dns_timeout,
                  "What all of DNS may cost; what is not answered then is not checked")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.1, 60.0))
      ->capture_default_str();
}

/// Where findings go, and how.
void add_output(CLI::App& lint, Options& options) {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  lint.add_option("--format", options.format, "How findings are printed")
      ->type_name("FORMAT")
      ->check(CLI::IsMember(names))
      ->capture_default_str();
  lint.add_option("--output,-o", options.output,
                  "Write what --format prints to a file instead of standard output")
      ->type_name("FILE");
  lint.add_option_function<std::vector<std::string>>(
          "--report",
          [&options](const std::vector<std::string>& reports) {
            for (const std::string& report : reports) {
              const auto equals = report.find('=');
              options.reports.push_back({report.substr(0, equals), report.substr(equals + 1)});
            }
          },
          "Also write the findings to a file, as FORMAT=FILE; may be repeated")
      ->check(CLI::Validator(check_report, "FORMAT=FILE"))
      ->take_all()
      ->allow_extra_args(false);  // what follows is a PATH
  lint.add_option_function<std::string>(
          "--fail-on",
          [&options](const std::string& name) { options.fail_on = severities.at(name); },
          "The least severity that makes the exit code 1")
      ->type_name("SEVERITY")
      ->check(CLI::IsMember(severity_names()))
      ->default_str("warning");
  lint.add_flag("--fail-on-unchecked", options.fail_on_unchecked,
                "Exit with 1 as well where something was not checked, or nothing was");
  lint.add_flag("--exit-zero", options.exit_zero, "Exit with 0 even where something was found");
  lint.add_option("--sarif-category", options.sarif_category,
                  "Sets this run apart from others of the same commit in code scanning, e.g. prod")
      ->type_name("NAME");
  lint.add_option_function<std::string>(
          "--color",
          [&options](const std::string& when) {
            if (when != "auto")
              options.color = when == "always" ? ColorChoice::always : ColorChoice::never;
          },
          "Colours: auto follows the terminal and NO_COLOR")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->default_str("auto");
  lint.add_flag("--show-unknown", options.show_unknown, "List what was not checked, and why");
}

/// What is known besides the files.
void add_configuration(CLI::App& lint, Options& options) {
  CLI::Option* config = lint.add_option(
      "--config", options.config, "The one fairlead.yaml to use, instead of those that are found");
  config->type_name("FILE");
  lint.add_flag("--isolated", options.isolated, "Read no fairlead.yaml")->excludes(config);
  lint.add_option(
          "--chart-path", options.chart_path,
          "A directory that holds charts, as folders or .tgz: where those are looked for that a "
          "release takes from a registry, and dependencies that a chart's own charts/ and the "
          "repository lack; may be repeated")
      ->type_name("DIR")
      ->allow_extra_args(false);
  lint.add_option("--inventory", options.lint_inventory,
                  "What the cluster holds, as `fairlead inventory` wrote it (default: "
                  "fairlead-inventory.yaml beside fairlead.yaml or at the repository's root)")
      ->type_name("FILE");
}

}  // namespace

void add_lint(CLI::App& app, Options& options) {
  CLI::App* lint = app.add_subcommand("lint", lint_help);
  lint->add_option("PATH", options.paths, "Files and directories to check, or `-`");
  lint->add_flag("--only-given", options.only_given,
                 "Read the given paths alone, not the project that they are part of");
  lint->add_option(
          "--namespace", options.stream_namespace,
          "Where the objects on standard input live that name no namespace (default: where "
          "the others do, if that is one)")
      ->type_name("NAME");
  add_output(*lint, options);
  add_configuration(*lint, options);
  add_which(*lint, options);
  add_baseline(*lint, options);
  add_dns(*lint, options);
  lint->add_option("--threads", options.threads,
                   "How many threads to use (default: one a processor)")
      ->type_name("N")
      ->check(CLI::Range(1u, 256u));
  lint->footer(format_help());
}

}  // namespace fairlead
