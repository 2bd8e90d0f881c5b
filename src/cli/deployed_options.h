#pragma once
namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// Adds `fairlead units` and `fairlead diff`.
void add_deployed(CLI::App& app, Options& options);

}  // namespace fairlead
