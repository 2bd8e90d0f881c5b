#pragma once

namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// Adds `fairlead init` and `fairlead inventory`.
void add_inventory(CLI::App& app, Options& options);

}  // namespace fairlead
