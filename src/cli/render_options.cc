#include "cli/render_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace fairlead {
namespace {

constexpr const char* help =
    R"(Print what a Helm chart or a kustomization deploys, byte for byte as `helm template` or `kustomize build` does.

CHART is a chart's directory, a packed chart (.tgz), or a directory with a kustomization. Nothing is fetched and no
cluster is asked: `lookup` finds nothing, dependencies must lie in charts/ or be `file://`, and what differs at every
render (random words, keys, the clock) is always the same. It prints values as they are, Secrets too.

Of a directory with a compose file, or of a compose file, it prints the project as `docker compose config --format json`
does; no file outside of its repository is read, and the shell's variables do not count.

With --origins, each scalar has a comment that says where it is written: the line to edit first, then what else has a
part in it, and which lines it wins over.

With --jobs, each line of FILE (`-`: standard input) is a JSON object that names a chart with its values, or a single
template, and gets one line in answer; CONTRIBUTING.md lists the fields.)";

constexpr const char* footer =
    R"(Examples:
  fairlead render charts/worker
  fairlead render jobs charts/worker -f prod.yaml --set redis.port=6379 --namespace queues
  fairlead render --show-only 'templates/*.yaml' charts/worker
  fairlead render --origins charts/worker -f prod.yaml
  fairlead render --origins overlays/production
  fairlead render deploy/compose.yaml
  fairlead render --helm 3 --kube-version v1.33.0 charts/worker-1.2.0.tgz

Exit codes: 0 rendered, 1 Helm, kustomize or compose would refuse it (the reason goes to standard error), 2 wrong
usage, 3 a file cannot be read.)";

/// The options that give values.
void add_values(CLI::App& app, RenderOptions& render) {
  const auto texts = [&](const char* names, std::vector<std::string>& to, const char* says,
                         const char* type) {
    app.add_option(names, to, says)->type_name(type)->allow_extra_args(false);
  };
  texts("-f,--values", render.values, "A file of values; may be repeated, a later one wins",
        "FILE");
  texts("--set", render.set, "Values: KEY=VALUE[,KEY=VALUE…]", "ITEMS");
  texts("--set-string", render.set_string, "The same, each value a string", "ITEMS");
  texts("--set-json", render.set_json, "KEY=JSON, or a JSON object", "ITEMS");
  texts("--set-file", render.set_file, "KEY=FILE: the file's text is the value", "ITEMS");
  texts("--set-literal", render.set_literal, "KEY=VALUE, in which nothing has a meaning", "ITEM");
}

}  // namespace

void add_render(CLI::App& app, Options& options) {
  RenderOptions& render = options.render;
  CLI::App* command = app.add_subcommand("render", help);
  command->footer(footer);
  CLI::Option* chart =
      command
          ->add_option("CHART", render.name_and_chart,
                       "[NAME] CHART: the release's name (release-name) and the chart")
          ->type_name("");
  CLI::Option* jobs = command->add_option("--jobs", render.jobs, "Answer the jobs of a file")
                          ->type_name("FILE")
                          ->excludes(chart);
  add_values(*command, render);
  command->add_option("-n,--namespace", render.release_namespace, "The release's namespace")
      ->type_name("NAME");
  command->add_option("--kube-version", render.kube_version, "`.Capabilities.KubeVersion`")
      ->type_name("VERSION");
  command
      ->add_option("-a,--api-versions", render.api_versions,
                   "More of `.Capabilities.APIVersions`; may be repeated")
      ->type_name("NAME")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      ->add_option("--chart-path", render.chart_path,
                   "A directory that holds charts: where dependencies are looked for that charts/ "
                   "lacks (Helm refuses the chart then), and charts that kustomize would fetch; "
                   "may be repeated")
      ->type_name("DIR")
      ->allow_extra_args(false);
  command
      ->add_option("-s,--show-only", render.show_only,
                   "Print what this template makes alone; a pattern, may be repeated")
      ->type_name("TEMPLATE")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--load-restrictor", render.load_restrictor,
          "LoadRestrictionsNone: files of a kustomization may lie outside of its directory")
      ->type_name("NAME")
      ->check(CLI::IsMember({"LoadRestrictionsRootOnly", "LoadRestrictionsNone"}));
  command->add_flag("--origins", render.origins, "Say beside each scalar where it is written")
      ->excludes(jobs);
  command->add_flag("--is-upgrade", render.is_upgrade, "`.Release.IsUpgrade` instead of IsInstall");
  command->add_flag("--include-crds", render.include_crds, "Print what lies in crds/, too");
  command->add_flag("--skip-tests", render.skip_tests, "Leave out hooks of the event `test`");
  command->add_flag("--skip-schema-validation", render.skip_schema,
                    "Do not ask values.schema.json");
  command->add_option("--helm", render.helm, "Whose Helm: 4 (4.2) or 3 (3.21)")
      ->check(CLI::IsMember({"3", "4"}))
      ->type_name("VERSION");
  command->callback([&options, chart, jobs] {
    if (chart->empty() && jobs->empty()) throw CLI::RequiredError("CHART or --jobs");
    if (options.render.name_and_chart.size() > 2)
      throw CLI::ExtrasError({options.render.name_and_chart[2]});
    options.command = Command::render;
  });
}

}  // namespace fairlead
