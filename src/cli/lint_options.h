#pragma once

namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// Adds `fairlead lint`.
void add_lint(CLI::App& app, Options& options);

}  // namespace fairlead
