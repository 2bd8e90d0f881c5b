#pragma once

namespace CLI {
class App;
}

namespace fairlead {

struct Options;

/// Adds `acl check` to the group `acl`, and makes `options` ask for it where it was given.
void add_acl_check(CLI::App& acl, Options& options);
/// The same for `acl suggest`.
void add_acl_suggest(CLI::App& acl, Options& options);

}  // namespace fairlead
