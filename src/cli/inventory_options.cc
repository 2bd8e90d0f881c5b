#include "cli/inventory_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace fairlead {

void add_inventory(CLI::App& app, Options& options) {
  CLI::App* inventory = app.add_subcommand(
      "inventory",
      "Make fairlead-inventory.yaml of a cluster's objects: names and ports, no values");
  inventory->add_option("FILE", options.inventory.file, "What kubectl printed, or `-`")
      ->capture_default_str();
  inventory->add_flag("--partial", options.inventory.partial,
                      "kubectl was asked for a part only (-l, --field-selector): what is not in it "
                      "may exist");
  inventory->footer(
      "Examples:\n"
      "  kubectl get svc,secret,cm -A -o json | fairlead inventory > fairlead-inventory.yaml\n\n"
      "Put it beside fairlead.yaml or at the repository's root. `fairlead lint` then knows what "
      "the "
      "cluster has, and calls\na name missing that neither the files nor the cluster have.");
  inventory->callback([&options] { options.command = Command::inventory; });
}

}  // namespace fairlead
