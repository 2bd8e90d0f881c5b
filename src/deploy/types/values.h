#pragma once
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "source/source_map.h"
#include "tree/node.h"

namespace fairlead {

/// Values that one file or object gives to a chart.
struct ValuesLayer {
  Ref root;
  bool own = false;  ///< a chart's own values.yaml: its nulls say nothing, others' delete
};

/// What several layers say at one place, as Helm 4 merges them: mappings key by key, everything
/// else as a whole, and a null that is given deletes what a chart says.
class LayeredValues {
 public:
  enum class State : std::uint8_t {
    absent,
    deleted,  ///< by a null
    scalar,   ///< one layer's: a scalar or a list
    mapping
  };

  LayeredValues() = default;
  /// The lowest layer first; what is no mapping among them counts for nothing.
  explicit LayeredValues(const std::vector<ValuesLayer>& layers);

  State state() const { return state_; }
  /// The value that wins; of a mapping that of the highest layer that has one.
  Ref winner() const { return layers_.empty() ? Ref() : layers_.back().root; }
  /// The values that lost against it or were deleted by it, the highest first.
  const std::vector<Ref>& losers() const { return losers_; }
  /// Whether Helm 3 deletes it: a null of a chart's own stands above.
  bool is_contested() const { return contested_; }
  /// A mapping's layers, the lowest first.
  const std::vector<ValuesLayer>& layers() const { return layers_; }
  /// What stands at a key; absent where this is no mapping.
  LayeredValues operator[](std::string_view key) const;

  /// The same, of values of that key that were looked up before: the lowest first.
  LayeredValues child(const std::vector<ValuesLayer>& candidates) const;

 private:
  bool is_root_ = false;
  State state_ = State::absent;
  bool contested_ = false;
  std::vector<ValuesLayer> layers_;
  std::vector<Ref> losers_;
};

/// The tree of several layers, the lowest first; null where they say nothing. What only one layer
/// has stays that layer's node; a mapping that several have is a new one, without a place of its
/// own. What won against others lies in a text of `sources` whose origin knows them, the highest
/// first (SourceMap::blame); so does the key of a mapping that lost something: what it replaced
/// itself, and what was deleted from it.
const Node* merged_values(const std::vector<ValuesLayer>& layers, SourceMap& sources, Arena& arena);

}  // namespace fairlead
