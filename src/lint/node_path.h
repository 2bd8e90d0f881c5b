#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "tree/node.h"

namespace fairlead {

/// Where the values of a tree lie.
enum class TreeTexts : std::uint8_t {
  one,     ///< in the text of the collections that they are in
  several  ///< some in texts that were made for them
};

/// Whether `at` lies in a value. A collection that was put together of several texts has no place
/// of its own: it is where its parts are.
bool holds(const Node& node, Span at, TreeTexts texts = TreeTexts::one);

/// The ways to many places. Where the values of a collection stand one behind the other, as they do
/// in what somebody wrote, the one that holds a place is found without a look at the others.
class NodePaths {
 public:
  /// The way from `root` to the innermost value that holds `at`, as a person writes it:
  /// `spec.containers[0].env[2].value`, keys that are no plain names as `data["redis.conf"]`. ""
  /// for the root itself and for a place outside of it.
  std::string path(const Node& root, Span at, TreeTexts texts = TreeTexts::one);
  /// How many values were looked at.
  std::size_t steps() const { return steps_; }

 private:
  template <typename Parts>
  std::pair<std::size_t, std::size_t> likely(const Node& node, Parts parts, Span at);

  std::unordered_map<const Node*, bool> in_order_;
  std::size_t steps_ = 0;
};

}  // namespace fairlead
