#include "cli/deployed_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace fairlead {
namespace {

constexpr const char* units_help =
    R"(List the units of a repository: what is deployed together, how, and what its names are looked up in.

PATH is what `fairlead lint` takes; without it all below the current directory is listed. Of each unit it says how many
objects of which kinds it deploys and into which namespaces, what deploys it (an Application, a Flux Kustomization),
which units may answer its names and which are never deployed beside it (another overlay, another values set), and
what of it was not rendered.)";

constexpr const char* units_footer =
    R"(Examples:
  fairlead units
  fairlead units overlays/prod
  fairlead units --format json . | jq -r '.units[] | select(.notRendered != []) | .unit'

Exit codes: 0 listed, 2 wrong usage, 3 something could not be read.)";

constexpr const char* diff_help =
    R"(Show what a branch changes in what is deployed: object by object, value by value, with the line that did it.

What the charts, overlays, Applications and compose projects of the working tree deploy is compared with what they
deployed where the branch left REF (its merge base with HEAD; REF is HEAD where none is given: what is not committed
yet). The same change in several units is shown once. Nothing is fetched and no cluster is asked; what is not rendered
is counted. Values of Secrets, and other credentials, are shown as ****.)";

constexpr const char* diff_footer =
    R"(Examples:
  fairlead diff                          what is not committed yet
  fairlead diff origin/main              what this branch changes
  fairlead diff origin/main overlays/prod
  fairlead diff --format markdown origin/main >> "$GITHUB_STEP_SUMMARY"
  fairlead diff --exit-code --format json origin/main

Exit codes: 0 compared (1 with --exit-code where something is deployed otherwise), 2 wrong usage, 3 something could
not be read.)";

void add_units(CLI::App& app, Options& options) {
  CLI::App* units = app.add_subcommand("units", units_help);
  units->footer(units_footer);
  units->add_option("PATH", options.units.path, "What is listed")->type_name("");
  units
      ->add_option(
          "--format",
          [&options](const CLI::results_t& given) {
            options.units.json = given.front() == "json";
            return true;
          },
          "text, for people, or json, for programs")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("NAME");
  units->callback([&options] { options.command = Command::units; });
}

void add_diff(CLI::App& app, Options& options) {
  DiffOptions& asked = options.diff;
  CLI::App* diff = app.add_subcommand("diff", diff_help);
  diff->footer(diff_footer);
  diff->add_option("REF", asked.reference, "A branch, tag or commit")->type_name("");
  diff->add_option("PATH", asked.paths, "What is compared, as of lint")->type_name("");
  diff->add_option(
          "--format", asked.format,
          "text, for people; markdown, for a comment on a pull request; json, for programs")
      ->check(CLI::IsMember({"text", "markdown", "json"}))
      ->type_name("NAME");
  diff->add_option("--chart-path", asked.chart_path,
                   "A directory that holds charts; may be repeated")
      ->type_name("DIR")
      ->allow_extra_args(false);
  diff->add_flag("--exit-code", asked.exit_code,
                 "Exit with 1 where something is deployed otherwise");
  diff->callback([&options] { options.command = Command::diff; });
}

}  // namespace

void add_deployed(CLI::App& app, Options& options) {
  add_units(app, options);
  add_diff(app, options);
}

}  // namespace fairlead
