#pragma once

namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// Adds the group `redis` with `check` and `explain`, and makes `options` ask for what was given.
void add_redis_commands(CLI::App& app, Options& options);

}  // namespace fairlead
