#pragma once

namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// Adds the command `render`, and makes `options` ask for what was given.
void add_render(CLI::App& app, Options& options);

}  // namespace fairlead
