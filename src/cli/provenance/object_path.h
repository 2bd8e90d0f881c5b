#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "deploy/types/resource.h"

namespace fairlead {

/// `Deployment/worker: spec.replicas`, as somebody asks for it.
struct ObjectPath {
  std::string kind, namespace_name, name;  ///< namespace_name "": any
  std::string path;                        ///< as it was written
  std::vector<std::string> steps;          ///< keys, and what stands in `[…]` behind them
  std::vector<std::size_t> ends;           ///< of each step, in `path`

  /// The first steps, as they were written.
  std::string first(std::size_t count) const {
    return count == 0 ? "" : path.substr(0, ends[count - 1]);
  }
  bool means(const Resource& resource) const;
};

/// Reads `KIND/NAME: PATH` or `KIND/NAMESPACE/NAME: PATH`; keys that are no plain names stand in
/// brackets: `data["redis.conf"]`. An error says how it is written.
Result<ObjectPath> read_object_path(std::string_view text);

/// Where the steps lead: an item of a list by its index, or by what tells it apart from the others
/// (`env[REDIS_URL]`: its `name`). Nothing where there is none; `done` is how many steps there are
/// something at, `last` what is there.
struct Reached {
  Ref value;
  std::size_t done = 0;
  Ref last;
};
Reached value_at(Ref root, const std::vector<std::string>& steps);

/// What tells an item of a list apart from the others: the text of its `name`, else of another key
/// by which such items are told apart; "" where it has none.
std::string_view item_name(Ref item);
/// The step to what is below a key, as it is written behind another: `.name`, `["redis.conf"]`.
std::string key_step(std::string_view key);
/// The step to what has a name: `[REDIS_URL]`.
std::string bracketed(std::string_view name);

/// The steps from `last` on that lead somewhere, as they are written: `.name`, `[0]`,
/// `[REDIS_URL]`.
std::vector<std::string> next_steps(Ref last);
/// "Deployment/worker", "Deployment/mcp/worker".
std::string object_words(const Resource& resource);

}  // namespace fairlead
