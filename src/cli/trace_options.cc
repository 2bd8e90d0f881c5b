#include "cli/trace_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace fairlead {
namespace {

constexpr const char* trace_help =
    R"(Explain one value of what is deployed: the line to edit, the lines that lost against it, the template's line, the
includes that it came through, and the conditions that decided that it stands there.

PATH is what `fairlead lint` takes: a chart's directory, an overlay, manifests. OBJECT is `KIND/NAME: PATH`, with the
namespace as `KIND/NAMESPACE/NAME` where two have the name. An item of a list is named by its index or by what tells it
apart from the others, `env[0]` or `env[REDIS_URL]`; a key with dots stands in brackets: `data["redis.conf"]`.
Credentials are shown as ****.)";

constexpr const char* trace_footer =
    R"(Examples:
  fairlead trace charts/worker 'Deployment/worker: spec.template.spec.containers[0].env[REDIS_URL].value'
  fairlead trace overlays/prod 'ConfigMap/jobs/settings: data["redis.conf"]'

Exit codes: 0 explained, 2 there is no such value (what is near is named), 3 something could not be read.)";

constexpr const char* values_help =
    R"(Print the values that charts are rendered with, and at each the line that it is written in.

PATH is what `fairlead lint` takes. Each set of values that a chart is deployed with is a document of its own: its own
values.yaml, what lies over it, and what subcharts say by default. A comment names the file and line that won, and
behind `over` those that lost. Credentials are shown as ****.)";

constexpr const char* values_footer =
    R"(Examples:
  fairlead values charts/worker
  fairlead values gitops/applications/worker.yaml

Exit codes: 0 printed, 2 no chart is deployed from there, 3 something could not be read.)";

CLI::Option* add_path(CLI::App& command, std::string& path) {
  return command.add_option("PATH", path, "A chart's directory, or what else is deployed")
      ->required()
      ->type_name("PATH");
}

}  // namespace

void add_trace(CLI::App& app, Options& options) {
  CLI::App* trace = app.add_subcommand("trace", trace_help);
  trace->footer(trace_footer);
  add_path(*trace, options.trace.path);
  trace->add_option("OBJECT", options.trace.object, "KIND/NAME: PATH, the value to explain")
      ->required()
      ->type_name("OBJECT");
  trace->callback([&options] { options.command = Command::trace; });
  CLI::App* values = app.add_subcommand("values", values_help);
  values->footer(values_footer);
  add_path(*values, options.values.path);
  values->callback([&options] { options.command = Command::values; });
}

}  // namespace fairlead
