#pragma once

namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// `rules` and `schema`.
void add_rules_commands(CLI::App& app, Options& options);

}  // namespace fairlead
