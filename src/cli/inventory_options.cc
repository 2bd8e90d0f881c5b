#include "cli/inventory_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace fairlead {

void add_inventory(CLI::App& app, Options& options) {
  CLI::App* init =
      app.add_subcommand("init", "Write a commented fairlead.yaml from what a directory deploys");
  init->add_option("PATH", options.init.directory, "The directory it is written to")
      ->capture_default_str();
  init->add_flag("--force", options.init.force, "Write over the one that is there");
  init->callback([&options] { options.command = Command::init; });

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
