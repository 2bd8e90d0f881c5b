#pragma once

namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// `fairlead trace` and `fairlead values`.
void add_trace(CLI::App& app, Options& options);

}  // namespace fairlead
